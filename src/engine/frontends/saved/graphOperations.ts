import type { Shape } from '../../../shared/network/network';
import type { Activation, Operation, Window } from '../../../shared/network/operation';
import { textsIn } from './graphNodes';
import { spatialIn, type NodeFacts } from './nodeFacts';

/** A node with what flows into it. */
export interface OperationFacts extends NodeFacts {
  /** How many inputs come from other nodes rather than from constants. */
  readonly flowing: number;
  /** Entries of the constant that multiplies; 0 where there is none. */
  readonly kernelEntries: number;
  readonly output: Shape | undefined;
}
type Rule = (facts: OperationFacts) => Operation;
type Transform = Extract<Operation, { type: 'transform' }>;

const linear: Activation = { linear: true, range: 'free' };
const bounded: Activation = { linear: false, range: 'bounded' };
const nonlinear: Activation = { linear: false, range: 'free' };
const boundedOps: ReadonlySet<string> = new Set(['Sigmoid', 'Tanh', 'Softmax']);
const activationOf = (op: string): Activation => (boundedOps.has(op) ? bounded : nonlinear);

/** What a fused node ends with, beyond adding a bias or normalising. */
function fusedActivation({ node }: OperationFacts): Activation {
  const steps = textsIn(node, 'fused_ops').filter((op) => !/^(?:BiasAdd|FusedBatchNorm)/.test(op));
  const last = steps.at(-1);
  return last === undefined ? linear : activationOf(last);
}

const transform = (facts: OperationFacts, is: Partial<Transform>): Operation => ({
  type: 'transform',
  family: 'dense',
  transposed: false,
  depthwise: false,
  kernelEntries: facts.kernelEntries,
  appliedPer: 'outputPosition',
  activation: fusedActivation(facts),
  ...is,
});

function windowOf({ node, shapes }: OperationFacts, size?: readonly number[]): Window {
  const extents = size ?? shapes[1]?.slice(0, 2).map(Number) ?? [1, 1];
  const spatial = (key: string): number[] => {
    const list = spatialIn(node, key);
    return list.length === 2 ? list : [1, 1];
  };
  return { size: extents, strides: spatial('strides'), dilation: spatial('dilations') };
}

const convolution =
  (is: Partial<Transform>): Rule =>
  (facts) =>
    transform(facts, { family: 'convolution', window: windowOf(facts), ...is });
const pool: Rule = (facts) => ({
  type: 'pool',
  window: windowOf(facts, spatialIn(facts.node, 'ksize')),
  global: false,
});

const always =
  (operation: Operation): Rule =>
  () =>
    operation;
const passive = (effect: Extract<Operation, { type: 'passive' }>['effect']): Rule =>
  always({ type: 'passive', effect });
const activation: Rule = ({ node }) => ({ type: 'activation', activation: activationOf(node.op) });

/** With a constant, a product of matrices is a dense layer. */
const product: Rule = (facts) => {
  if (facts.flowing === 1) return transform(facts, {});
  const contracted = facts.shapes[0]?.at(-1);
  return { type: 'merge', how: 'dot', ...(typeof contracted === 'number' && { contracted }) };
};

type Merge = Exclude<Extract<Operation, { type: 'merge' }>['how'], 'concat' | 'dot'>;
/** With a constant, arithmetic only shifts and scales. */
const arithmetic =
  (how: Merge, alone: Operation = { type: 'passive', effect: 'scale' }): Rule =>
  ({ flowing }) =>
    flowing > 1 ? { type: 'merge', how } : alone;
const bend: Operation = { type: 'activation', activation: nonlinear };

const concat: Rule = ({ flowing, values, output, shapes }) => {
  if (flowing < 2) return { type: 'passive', effect: 'pad' };
  const rank = output?.length ?? shapes[0]?.length ?? 4;
  const [axis = -1] = values.at(-1) ?? [];
  return { type: 'merge', how: 'concat', axis: axis < 0 ? axis + rank : axis };
};

/** Over all axes between batch and channels it is a global pooling. */
const reduce: Rule = ({ shapes: [input], values: [, axes] }) => {
  const rank = input?.length;
  const last = axes?.some((axis) => axis === -1 || axis + 1 === rank) === true;
  return last ? { type: 'passive', effect: 'slice' } : { type: 'pool', global: true };
};

const pixels = (shape: Shape | undefined): number =>
  (shape ?? []).slice(1, -1).reduce<number>((all, extent) => all * (extent ?? 1), 1);
const resize: Rule = ({ shapes: [input], output }) => ({
  type: 'resample',
  direction: pixels(output) < pixels(input) ? 'down' : 'up',
});
const source: Rule = ({ kernelEntries }) => ({ type: 'source', kernelEntries });

const named = (names: string, rule: Rule): [string, Rule][] =>
  names.split(' ').map((name) => [name, rule]);

const rules: ReadonlyMap<string, Rule> = new Map([
  ...named('Conv2D _FusedConv2D FusedConv2D', convolution({})),
  ...named('DepthwiseConv2dNative FusedDepthwiseConv2dNative', convolution({ depthwise: true })),
  ...named('Conv2DBackpropInput', convolution({ transposed: true, appliedPer: 'inputPosition' })),
  ...named('MatMul _FusedMatMul BatchMatMul BatchMatMulV2 Einsum', product),
  ...named('MaxPool AvgPool', pool),
  ...named('AddV2 Add AddN BiasAdd', arithmetic('add')),
  ...named('Sub', arithmetic('subtract')),
  ...named('Mul', arithmetic('multiply')),
  ...named('RealDiv SquaredDifference', arithmetic('other')),
  ...named('Maximum', arithmetic('maximum', bend)),
  ...named('Minimum', arithmetic('minimum', bend)),
  ...named('ConcatV2', concat),
  ...named('Mean Sum Max Min', reduce),
  ...named(
    'FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3',
    always({ type: 'normalization', family: 'batch' }),
  ),
  ...named('Relu Relu6 Elu Selu LeakyRelu Prelu Sigmoid Tanh Softmax Softplus', activation),
  ...named('Reshape ExpandDims Squeeze', passive('reshape')),
  ...named('Transpose', passive('permute')),
  ...named('Pad PadV2 MirrorPad', passive('pad')),
  ...named('Slice StridedSlice Split SplitV Unpack', passive('slice')),
  ...named('Identity IdentityN Cast', passive('none')),
  ...named('Neg', passive('scale')),
  ...named('ResizeNearestNeighbor ResizeBilinear', resize),
  ...named('Shape ArgMax GatherV2 StopGradient Range OneHot', source),
]);

/** What a node does to the signal; an operation that is not in the table bends it. */
export function operationOfNode(facts: OperationFacts): Operation {
  const known = rules.get(facts.node.op);
  return known ? known(facts) : arithmetic('other', bend)(facts);
}
