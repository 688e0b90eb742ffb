import { allButLast, choice, dialect, is, means, only, type OperandFacts } from '../dialect';
import type { Affine } from '../../../shared/network/affine';
import { operations } from '../operations/table';
import type { ProgramNode } from '../program';
import type {
  AxisSettings,
  BlockSettings,
  ConstantSettings,
  ProductSettings,
  ReduceSettings,
  ResizeSettings,
} from '../operations/settings';
import { isSet, numberIn, numbersIn, shapeIn, typeIn } from './tensorflowAttributes';
import { gatherOf, indexOf } from './tensorflowIndex';
import {
  activationOf,
  convolutionOf,
  depthwiseOf,
  fusedActivation,
  imagesLast,
  layoutOf,
  poolOf,
  transposedOf,
} from './tensorflowWindows';

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
  layout: imagesLast,
  size,
});

/** The arithmetic of one tensor and a number, which comes first or second. */
const withNumber =
  (affineOf: (value: number, isFirst: boolean) => Affine | undefined) =>
  ({ operands }: ProgramNode, { values }: OperandFacts): ConstantSettings => {
    const at = operands.findIndex((operand) => 'constant' in operand);
    const [value, ...more] = values[at] ?? [];
    if (operands.length !== 2 || value === undefined || more.length > 0) return {};
    const affine = affineOf(value, at === 0);
    return affine ? { affine } : {};
  };
const additionOf = withNumber((offset) => ({ scale: 1, offset }));
const scalingOf = withNumber((scale) => ({ scale, offset: 0 }));
/** The number that the tensor is taken from, or that is taken from it. */
const subtractionOf = withNumber((value, isFirst) =>
  isFirst ? { scale: -1, offset: value } : { scale: 1, offset: -value },
);
const divisionOf = withNumber((value, isFirst) =>
  isFirst || value === 0 ? undefined : { scale: 1 / value, offset: 0 },
);

/** `[[1, 2], [0, 3]]`, in one list, adds 3 entries to the first axis and 3 to the second. */
const addedBy = (_: ProgramNode, { values: [, sizes] }: OperandFacts) => ({
  added: sizes && pairSums(sizes),
});
const pairSums = (list: readonly number[]): number[] =>
  Array.from(
    { length: Math.ceil(list.length / 2) },
    (_, i) => (list[2 * i] ?? 0) + (list[2 * i + 1] ?? 0),
  );

const inputOf = (node: ProgramNode) => ({
  shape: shapeIn(node, 'shape'),
  carriesGradient: !/^DT_(?:U?INT|BOOL|STRING)/.test(typeIn(node, 'dtype') ?? ''),
});

/** Squares of `block_size` pixels become channels, or channels squares; `factor` is that of the sides. */
const blockOf =
  (factor: (size: number) => number) =>
  (node: ProgramNode): BlockSettings => ({
    layout: layoutOf(node),
    factor: factor(numberIn(node, 'block_size')),
  });

/** Blocks of the spatial axes that go into the batch, and the entries added to or cut off each axis. */
const batchOf =
  (sign: 1 | -1) =>
  (_: ProgramNode, { values: [, block, sizes] }: OperandFacts) => ({
    block,
    added: sizes && pairSums(sizes).map((size) => sign * size),
  });

const at = operations;
const first = only(0);
const allButFirst = <T>(operands: readonly T[]): readonly T[] => operands.slice(1);
const noOperand = (): readonly never[] => [];
const isTable = ({ operands }: ProgramNode): boolean =>
  operands[0] !== undefined && 'constant' in operands[0];
const targetOf = (_: ProgramNode, { values: [, target] }: OperandFacts) => ({ target });

/** The names of TensorFlow's graphs. */
export const tensorflow = dialect([
  ['Placeholder PlaceholderWithDefault', means(at.input, inputOf, noOperand)],

  ['Conv2D _FusedConv2D FusedConv2D Conv3D', means(at.convolution, convolutionOf)],
  ['DepthwiseConv2dNative FusedDepthwiseConv2dNative', means(at.depthwiseConvolution, depthwiseOf)],
  ['Conv2DBackpropInput', means(at.transposedConvolution, transposedOf, only(2))],
  ['MaxPool AvgPool MaxPool3D AvgPool3D MaxPoolWithArgmax', means(at.pool, poolOf)],
  ['MatMul _FusedMatMul', means(at.matrixProduct, productOf)],
  ['BatchMatMul BatchMatMulV2 Einsum', means(at.contraction, productOf)],

  ['AddV2 Add AddN', means(at.add, additionOf)],
  ['BiasAdd', is(at.addBias)],
  ['Sub', means(at.subtract, subtractionOf)],
  ['Mul', means(at.multiply, scalingOf)],
  ['RealDiv Div DivNoNan', means(at.divide, divisionOf)],
  ['SquaredDifference Pow Mod FloorMod FloorDiv Atan2', is(at.combine)],
  ['Select SelectV2', is(at.select, allButFirst)],
  ['Maximum', is(at.maximum)],
  ['Minimum', is(at.minimum)],
  ['ConcatV2', means(at.join, axisAt(-1), allButLast)],
  ['Concat', means(at.join, axisAt(0), allButFirst)],
  ['Pack', means(at.stack, (node) => ({ axis: numberIn(node, 'axis') }))],

  ['Mean Sum Max Min', means(at.reduce, reductionOf, first)],
  ['Prod EuclideanNorm', means(at.multiplyEntries, reductionOf, first)],
  [
    'FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3',
    means(at.batchNormalization, (node) => ({ channels: layoutOf(node).channels })),
  ],
  ['LRN', means(at.otherNormalization, () => ({ channels: imagesLast.channels }))],
  [
    'Relu Relu6 Elu Selu LeakyRelu Prelu Sigmoid Tanh Softmax Softplus',
    means(at.activation, activationOf),
  ],
  ['LogSoftmax Exp Expm1 Log Log1p Sqrt Rsqrt Square Reciprocal Inv Abs Erf', is(at.function)],
  ['Sin Cos Tan Sinh Cosh Asin Acos Atan Asinh Acosh Atanh', is(at.function)],
  ['ClipByValue Cumsum Cumprod', is(at.function, first)],

  ['Reshape BroadcastTo', means(at.reshape, targetOf, first)],
  ['ExpandDims', means(at.insertAxis, axisAt(1), first)],
  ['Squeeze', means(at.dropAxes, (node) => ({ axes: numbersIn(node, 'squeeze_dims') }))],
  ['Transpose', means(at.permute, (_, { values: [, order] }) => ({ order }), first)],
  ['Pad PadV2 MirrorPad', means(at.pad, addedBy, first)],
  ['Tile', means(at.tile, (_, { values: [, times] }) => ({ times }), first)],
  ['Reverse ReverseV2', is(at.shift, first)],
  ['MatrixBandPart', is(at.mask, first)],
  [
    'DepthToSpace',
    means(
      at.rearrangeBlocks,
      blockOf((size) => size),
    ),
  ],
  [
    'SpaceToDepth',
    means(
      at.rearrangeBlocks,
      blockOf((size) => 1 / size),
    ),
  ],
  ['SpaceToBatchND', means(at.toBatch, batchOf(1), first)],
  ['BatchToSpaceND', means(at.fromBatch, batchOf(-1), first)],
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

  ['Identity Cast Snapshot Print EnsureShape CheckNumerics', is(at.identity, first)],
  [
    'FakeQuantWithMinMaxVars FakeQuantWithMinMaxVarsPerChannel FakeQuantWithMinMaxArgs',
    is(at.identity, first),
  ],
  ['IdentityN', is(at.identities)],
  ['Neg', is(at.negate)],
  ['StopGradient Sign Floor Ceil Round Rint', is(at.stopGradient)],
  ['OnesLike', means(at.fillLike, () => ({ value: 1 }))],
  ['ZerosLike', means(at.fillLike, () => ({ value: 0 }))],
  ['Fill', means(at.fill, (_, { values: [, value] }) => ({ value: value?.[0] }))],
  ['Gather GatherV2', choice(isTable, is(at.lookUp), means(at.gather, gatherOf))],
  ['Equal NotEqual Greater GreaterEqual Less LessEqual', is(at.compare)],
  ['LogicalAnd LogicalOr LogicalNot IsNan IsFinite IsInf', is(at.compare)],
  ['Shape ShapeN Rank Size ArgMax ArgMin Range LinSpace OneHot All Any', is(at.lookUp)],
  [
    'RandomStandardNormal RandomUniform RandomUniformInt TruncatedNormal Multinomial',
    is(at.lookUp),
  ],
]);
