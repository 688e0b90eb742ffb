import type { Activation, Curve } from '../../../shared/network/operation';
import { curved, linear, nonlinear } from '../operations/activations';
import { allButLast, dialect, is, means, only, type OperandFacts } from '../dialect';
import { operations } from '../operations/table';
import type { ProgramNode } from '../program';
import type { KnownShape } from '../operations/row';
import type {
  ActivationSettings,
  AxisSettings,
  ConstantSettings,
  ConvolutionSettings,
  IndexPlace,
  IndexSettings,
  Kernel,
  Layout,
  PoolSettings,
  ProductSettings,
  ReduceSettings,
  ResizeSettings,
  SlidingSettings,
  TransposedSettings,
} from '../operations/settings';
import {
  isSet,
  numberIn,
  numbersIn,
  shapeIn,
  textIn,
  textsIn,
  typeIn,
} from './tensorflowAttributes';

const channelsLast: Layout = { spatial: [1, 2], channels: 3 };
const channelsFirst: Layout = { spatial: [2, 3], channels: 1 };
const layoutOf = (node: ProgramNode): Layout =>
  textIn(node, 'data_format') === 'NCHW' ? channelsFirst : channelsLast;

/** The entries of a list over all axes that are about the spatial ones. */
function spatialIn(node: ProgramNode, key: string): number[] {
  const list = numbersIn(node, key);
  return layoutOf(node).spatial.map((axis) => list[axis] ?? 1);
}

function slidingOf(node: ProgramNode): SlidingSettings {
  const padding = textIn(node, 'padding').toLowerCase();
  return {
    layout: layoutOf(node),
    strides: spatialIn(node, 'strides'),
    dilation: spatialIn(node, 'dilations'),
    padding: padding === 'same' || padding === 'valid' ? padding : undefined,
  };
}

const poolOf = (node: ProgramNode): PoolSettings => ({
  ...slidingOf(node),
  size: spatialIn(node, 'ksize'),
});

const curves: ReadonlyMap<string, Curve> = new Map([
  ['Relu', 'rectifier'],
  ['Relu6', 'rectifier'],
  ['Sigmoid', 'sigmoid'],
  ['Tanh', 'tanh'],
  ['Softmax', 'softmax'],
  ['LogSoftmax', 'logSoftmax'],
]);
function activationNamed(op: string): Activation {
  const curve = curves.get(op);
  return curve === undefined ? nonlinear : curved(curve);
}
const activationOf = ({ op }: ProgramNode): ActivationSettings => ({
  activation: activationNamed(op),
});

/** The activation that a fused node ends with, after a bias or a normalisation. */
function fusedActivation(node: ProgramNode): Activation {
  const steps = textsIn(node, 'fused_ops').filter((op) => !/^(?:BiasAdd|FusedBatchNorm)/.test(op));
  const last = steps.at(-1);
  return last === undefined ? linear : activationNamed(last);
}

type KernelShape = readonly [
  rows: number,
  columns: number,
  third: number | null,
  fourth: number | null,
];

/** Reads a kernel of four axes; `channels` says how many of its channels leave it. */
function kernelOf(shape: KnownShape, channels: (shape: KernelShape) => number | null) {
  if (shape?.length !== 4) return undefined;
  const [rows = null, columns = null, third = null, fourth = null] = shape;
  const size = [Number(rows), Number(columns)] as const;
  return { size, channels: channels([...size, third, fourth]) } satisfies Kernel;
}

const convolutionBy =
  (channels: (shape: KernelShape) => number | null) =>
  (node: ProgramNode, { shapes: [, kernel] }: OperandFacts): ConvolutionSettings => ({
    ...slidingOf(node),
    kernel: kernelOf(kernel, channels),
    activation: fusedActivation(node),
  });
const convolutionOf = convolutionBy(([, , , outputs]) => outputs);
const depthwiseOf = convolutionBy(([, , inputs, times]) => Number(inputs) * Number(times));
const kernelOfGradient = convolutionBy(([, , outputs]) => outputs);
const transposedOf = (node: ProgramNode, operands: OperandFacts): TransposedSettings => ({
  ...kernelOfGradient(node, operands),
  target: operands.values[0],
});

const productOf = (node: ProgramNode): ProductSettings => ({
  transposesFirst: isSet(node, 'transpose_a'),
  transposesSecond: isSet(node, 'transpose_b'),
  activation: fusedActivation(node),
});

/** The axis that the operand at a position names. */
const axisAt =
  (position: number) =>
  (_: ProgramNode, { values }: OperandFacts): AxisSettings => ({ axis: values.at(position)?.[0] });

const reductionOf = (node: ProgramNode, { values: [, axes] }: OperandFacts): ReduceSettings => ({
  axes,
  keepsAxes: isSet(node, 'keep_dims'),
  channels: -1,
});

const resizeOf = (_: ProgramNode, { values: [, size] }: OperandFacts): ResizeSettings => ({
  layout: channelsLast,
  size,
});

/** A number that the one tensor is taken from, or that is taken from it. */
function subtractionOf({ operands }: ProgramNode, { values }: OperandFacts): ConstantSettings {
  const at = operands.findIndex((operand) => 'constant' in operand);
  const [value, ...more] = values[at] ?? [];
  if (operands.length !== 2 || value === undefined || more.length > 0) return {};
  return { affine: at === 0 ? { scale: -1, offset: value } : { scale: 1, offset: -value } };
}

/** `[[1, 2], [0, 3]]`, in one list, adds 3 entries to the first axis and 3 to the second. */
const addedBy = (_: ProgramNode, { values: [, sizes] }: OperandFacts) => ({
  added: sizes && pairSums(sizes),
});
const pairSums = (list: readonly number[]): number[] =>
  Array.from(
    { length: Math.ceil(list.length / 2) },
    (_, i) => (list[2 * i] ?? 0) + (list[2 * i + 1] ?? 0),
  );

/** Masks keep one bit per place of the index. */
const isMasked = (node: ProgramNode, mask: string, place: number): boolean =>
  ((numberIn(node, `${mask}_mask`) >> place) & 1) === 1;

function placeAt(node: ProgramNode, { values }: OperandFacts, place: number): IndexPlace {
  if (isMasked(node, 'new_axis', place)) return { kind: 'newAxis' };
  if (isMasked(node, 'shrink_axis', place)) return { kind: 'index' };
  const [, begin, end, steps] = values;
  return {
    kind: 'cut',
    begin: isMasked(node, 'begin', place) ? undefined : begin?.[place],
    end: isMasked(node, 'end', place) ? undefined : end?.[place],
    step: steps?.[place] ?? 1,
  };
}

function indexOf(node: ProgramNode, operands: OperandFacts): IndexSettings {
  const [, begin, end, steps] = operands.values;
  const isKnown = begin && end && steps && numberIn(node, 'ellipsis_mask') === 0;
  return { places: isKnown ? begin.map((_, place) => placeAt(node, operands, place)) : undefined };
}

const inputOf = (node: ProgramNode) => ({
  shape: shapeIn(node, 'shape'),
  carriesGradient: typeIn(node, 'dtype') !== 'DT_INT32',
});

const at = operations;
const first = only(0);

/** The names of TensorFlow's graphs. */
export const tensorflow = dialect([
  ['Placeholder', means(at.input, inputOf)],

  ['Conv2D _FusedConv2D FusedConv2D', means(at.convolution, convolutionOf)],
  ['DepthwiseConv2dNative FusedDepthwiseConv2dNative', means(at.depthwiseConvolution, depthwiseOf)],
  ['Conv2DBackpropInput', means(at.transposedConvolution, transposedOf, only(2))],
  ['MaxPool AvgPool', means(at.pool, poolOf)],
  ['MatMul _FusedMatMul', means(at.matrixProduct, productOf)],
  ['BatchMatMul BatchMatMulV2 Einsum', means(at.contraction, productOf)],

  ['AddV2 Add AddN', is(at.add)],
  ['BiasAdd', is(at.addBias)],
  ['Sub', means(at.subtract, subtractionOf)],
  ['Mul', is(at.multiply)],
  ['RealDiv SquaredDifference', is(at.divide)],
  ['Maximum', is(at.maximum)],
  ['Minimum', is(at.minimum)],
  ['ConcatV2', means(at.join, axisAt(-1), allButLast)],
  ['Pack', means(at.stack, (node) => ({ axis: numberIn(node, 'axis') }))],

  ['Mean Sum Max Min', means(at.reduce, reductionOf, first)],
  ['Prod', means(at.multiplyEntries, reductionOf)],
  [
    'FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3',
    means(at.batchNormalization, (node) => ({ channels: layoutOf(node).channels })),
  ],
  [
    'Relu Relu6 Elu Selu LeakyRelu Prelu Sigmoid Tanh Softmax Softplus',
    means(at.activation, activationOf),
  ],
  ['LogSoftmax Exp Log Sqrt Rsqrt Square Abs Erf', is(at.function)],

  ['Reshape', means(at.reshape, (_, { values: [, target] }) => ({ target }), first)],
  ['ExpandDims', means(at.insertAxis, axisAt(1), first)],
  ['Squeeze', means(at.dropAxes, (node) => ({ axes: numbersIn(node, 'squeeze_dims') }))],
  ['Transpose', means(at.permute, (_, { values: [, order] }) => ({ order }), first)],
  ['Pad PadV2 MirrorPad', means(at.pad, addedBy, first)],
  ['Tile', means(at.tile, (_, { values: [, times] }) => ({ times }), first)],
  ['ResizeNearestNeighbor ResizeBilinear', means(at.resize, resizeOf, first)],

  ['Slice', means(at.slice, (_, { values: [, begin, size] }) => ({ begin, size }), first)],
  ['StridedSlice', means(at.index, indexOf, first)],
  [
    'Split',
    means(
      at.split,
      (node, { values: [axes] }) => ({ axis: axes?.[0], parts: numberIn(node, 'num_split') }),
      only(1),
    ),
  ],
  [
    'SplitV',
    means(at.splitBySizes, (_, { values: [, sizes, axes] }) => ({ sizes, axis: axes?.[0] })),
  ],
  [
    'Unpack',
    means(at.unstack, (node) => ({ axis: numberIn(node, 'axis'), parts: numberIn(node, 'num') })),
  ],

  ['Identity Cast', is(at.identity)],
  ['IdentityN', is(at.identities)],
  ['Neg', is(at.negate)],
  ['StopGradient', is(at.stopGradient)],
  ['Shape ArgMax GatherV2 Range OneHot', is(at.lookUp)],
]);
