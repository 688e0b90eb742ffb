import type { Shape } from '../../../shared/network/network';
import { isSet, numbersIn, textIn } from './graphNodes';
import { axesOf, type NodeFacts, spatialIn } from './nodeFacts';
import { slicingRules } from './slicedShapes';

type Rule = (facts: NodeFacts) => Shape | undefined;

const same: Rule = ({ shapes: [first] }) => first;

/** Extent of a window's output along an axis, by TensorFlow's padding rules. */
function slide(extent: number | null | undefined, size: number, stride: number, padding: string) {
  if (extent === null || extent === undefined) return null;
  return Math.ceil((padding === 'SAME' ? extent : extent - size + 1) / stride);
}

function windowed(
  { node }: NodeFacts,
  input: Shape,
  size: readonly number[],
  channels: number | null,
) {
  const padding = textIn(node, 'padding');
  if (input.length !== 4 || (padding !== 'SAME' && padding !== 'VALID')) return undefined;
  const [strides, dilation] = [numbersIn(node, 'strides'), numbersIn(node, 'dilations')];
  const [rows, columns, last] = axesOf(node);
  const at = (axis: number, side: 0 | 1): number | null => {
    const extent = ((size[side] ?? 1) - 1) * (dilation[axis] ?? 1) + 1;
    return slide(input[axis], extent, strides[axis] ?? 1, padding);
  };
  const shape: (number | null)[] = [...input];
  shape[rows] = at(rows, 0);
  shape[columns] = at(columns, 1);
  shape[last] = channels;
  return shape;
}

const convolution: Rule = (facts) => {
  const [input, kernel] = facts.shapes;
  if (!input || kernel?.length !== 4) return undefined;
  return windowed(facts, input, kernel.slice(0, 2).map(Number), kernel[3] ?? null);
};
const depthwise: Rule = (facts) => {
  const [input, kernel] = facts.shapes;
  if (!input || kernel?.length !== 4) return undefined;
  return windowed(
    facts,
    input,
    kernel.slice(0, 2).map(Number),
    Number(kernel[2]) * Number(kernel[3]),
  );
};
const pool: Rule = (facts) => {
  const [input] = facts.shapes;
  const [, , channels] = axesOf(facts.node);
  return input && windowed(facts, input, spatialIn(facts.node, 'ksize'), input[channels] ?? null);
};

const matMul: Rule = ({ node, shapes: [a, b] }) => {
  if (a?.length !== 2 || b?.length !== 2) return undefined;
  return [
    (isSet(node, 'transpose_a') ? a[1] : a[0]) ?? null,
    (isSet(node, 'transpose_b') ? b[0] : b[1]) ?? null,
  ];
};

/** NumPy's rules: the longer shape, and of two extents the one that is not 1. */
const broadcast: Rule = ({ shapes: [first, ...others] }) =>
  others.reduce((a, b) => {
    if (!a || !b) return undefined;
    const [long, short] = a.length >= b.length ? [a, b] : [b, a];
    const lead = long.length - short.length;
    return long.map((extent, axis) => {
      const other = axis < lead ? 1 : (short[axis - lead] ?? null);
      if (extent === 1) return other;
      return extent ?? (other === 1 ? null : other);
    });
  }, first);

const fromEnd = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

const concat: Rule = ({ shapes, values }) => {
  const parts = shapes.slice(0, -1);
  const [first] = parts;
  const [axis] = values.at(-1) ?? [];
  if (!first || axis === undefined) return undefined;
  const along = fromEnd(axis, first.length);
  const extents = parts.map((part) => part?.[along] ?? null);
  const sum = extents.reduce((a, b) => (a === null || b === null ? null : a + b));
  return first.map((extent, i) => (i === along ? sum : extent));
};

const reduce: Rule = ({ node, shapes: [input], values: [, axes] }) => {
  if (!input || !axes) return undefined;
  const gone = new Set(axes.map((axis) => fromEnd(axis, input.length)));
  return isSet(node, 'keep_dims')
    ? input.map((extent, i) => (gone.has(i) ? 1 : extent))
    : input.filter((_, i) => !gone.has(i));
};

const reshape: Rule = ({ values: [, target] }) =>
  target?.map((extent) => (extent < 0 ? null : extent));
const transpose: Rule = ({ shapes: [input], values: [, order] }) =>
  input && order?.map((axis) => input[axis] ?? null);
const pad: Rule = ({ shapes: [input], values: [, sizes] }) =>
  sizes &&
  input?.map((extent, i) =>
    extent === null ? null : extent + (sizes[2 * i] ?? 0) + (sizes[2 * i + 1] ?? 0),
  );
const resize: Rule = ({ shapes: [input], values: [, size] }) =>
  input?.length === 4
    ? [input[0] ?? null, size?.[0] ?? null, size?.[1] ?? null, input[3] ?? null]
    : undefined;
const squeeze: Rule = ({ node, shapes: [input] }) => {
  const axes = numbersIn(node, 'squeeze_dims').map((axis) => fromEnd(axis, input?.length ?? 0));
  if (axes.length > 0) return input?.filter((_, i) => !axes.includes(i));
  // Without axes all of extent 1 go, which only known extents tell.
  return input?.includes(null) ? undefined : input?.filter((extent) => extent !== 1);
};

const named = (names: string, rule: Rule): [string, Rule][] =>
  names.split(' ').map((name) => [name, rule]);

const rules: ReadonlyMap<string, Rule> = new Map([
  ...named('Conv2D _FusedConv2D FusedConv2D', convolution),
  ...named('DepthwiseConv2dNative FusedDepthwiseConv2dNative', depthwise),
  ...named('MaxPool AvgPool', pool),
  ...named('MatMul _FusedMatMul', matMul),
  ...named('AddV2 Add AddN Sub Mul RealDiv Maximum Minimum SquaredDifference', broadcast),
  ...named('ConcatV2', concat),
  ...named('Mean Max Min Sum Prod', reduce),
  ...named('Reshape', reshape),
  ...named('Transpose', transpose),
  ...named('Pad PadV2 MirrorPad', pad),
  ...named('ResizeNearestNeighbor ResizeBilinear', resize),
  ...named('Squeeze', squeeze),
  ...named('BiasAdd FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 Relu Relu6 Elu Selu', same),
  ...named('LeakyRelu Prelu Sigmoid Tanh Softmax LogSoftmax Softplus Exp Log Sqrt Rsqrt', same),
  ...named('Square Abs Neg Erf Identity Cast StopGradient', same),
]);

/** The shapes of a node's outputs as far as they are known. */
export function shapesOfNode(facts: NodeFacts): readonly (Shape | undefined)[] {
  const sliced = slicingRules.get(facts.node.op);
  return (sliced ? sliced(facts) : [rules.get(facts.node.op)?.(facts)]) ?? [];
}
