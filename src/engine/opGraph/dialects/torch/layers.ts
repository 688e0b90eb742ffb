import type { Shape } from '../../../../shared/network/network';
import { choice, type DialectRow, is, means, only, type OperandFacts } from '../../dialect';
import { linear } from '../../operations/activations';
import type {
  ConvolutionSettings,
  PoolSettings,
  TransposedSettings,
} from '../../operations/settings';
import { operations as at } from '../../operations/table';
import type { ProgramNode } from '../../program';
import {
  attribute,
  axesNamed,
  isLinear,
  layoutBehind,
  layoutOf,
  numberIn,
  numbersIn,
} from './attributes';

/** Told shapes make padding, output padding and ceilings needless here. */
function slidingOf(node: ProgramNode) {
  const axes = axesNamed(node);
  const ones = Array<number>(axes).fill(1);
  return {
    layout: layoutOf(axes),
    strides: numbersIn(node, 'stride', axes) ?? ones,
    dilation: numbersIn(node, 'dilation', axes) ?? ones,
    padding: undefined,
    activation: linear,
  };
}

const sizeOf = (kernel: Shape | undefined): number[] => (kernel ?? []).slice(2).map(Number);

/** The kernel of (outputs, inputs ÷ groups, …). */
const convolutionOf = (
  node: ProgramNode,
  { shapes: [, kernel] }: OperandFacts,
): ConvolutionSettings => ({
  ...slidingOf(node),
  kernel: { size: sizeOf(kernel), channels: kernel?.[0] ?? null },
});

/** The offsets of its window stand before the kernel. */
const deformedOf = (
  node: ProgramNode,
  { shapes: [input, , kernel], values }: OperandFacts,
): ConvolutionSettings => convolutionOf(node, { shapes: [input, kernel], values });

/** The kernel of (inputs, outputs ÷ groups, …). */
const transposedOf = (
  node: ProgramNode,
  { shapes: [, kernel] }: OperandFacts,
): TransposedSettings => ({
  ...slidingOf(node),
  kernel: { size: sizeOf(kernel), channels: null },
  target: undefined,
});

function isDepthwise(node: ProgramNode, { shapes: [input] }: OperandFacts): boolean {
  const groups = numberIn(node, 'groups') ?? 1;
  return groups > 1 && groups === input?.[1];
}

function poolOf(node: ProgramNode): PoolSettings {
  const axes = axesNamed(node);
  const size = numbersIn(node, 'kernel_size', axes) ?? Array<number>(axes).fill(1);
  const { strides, ...sliding } = slidingOf(node);
  return { ...sliding, size, strides: numbersIn(node, 'stride', axes) ? strides : size };
}

/** Scores of queries against keys, and their sums of values: both of the projected width. */
function attentionOf(_: ProgramNode, { shapes: [query, key] }: OperandFacts) {
  const [queries, keys] = [lengthOf(query), lengthOf(key)];
  const width = query?.at(-1);
  if (!queries || !keys || !width) return { tensorProducts: undefined };
  // Keys and values are projected once for each key, while the kernel counts once for each query.
  const projections = 2 * (keys - queries) * width * width;
  return { tensorProducts: 2 * queries * keys * width + projections };
}

/** (L, N, E), or (L, E) without a batch: the batch is not known, or is no axis. */
const lengthOf = (shape: Shape | undefined): number | undefined =>
  shape?.slice(0, -1).find((extent) => extent !== null) ?? undefined;

/** Of (…, L, E): what one entry of the output costs, the scores included. */
function scaledAttentionOf(_: ProgramNode, { shapes: [query, key, value] }: OperandFacts) {
  const [width, keys, out] = [query?.at(-1), key?.at(-2), value?.at(-1)];
  const contracted = width && keys && out ? (keys * (width + out)) / out : undefined;
  return { ...isLinear, contracted };
}

export const layers: readonly DialectRow[] = [
  [
    'conv1d conv2d conv3d',
    choice(
      isDepthwise,
      means(at.depthwiseConvolution, convolutionOf),
      means(at.convolution, convolutionOf),
    ),
  ],
  [
    'conv_transpose1d conv_transpose2d conv_transpose3d',
    means(at.transposedConvolution, transposedOf),
  ],
  ['deform_conv2d', means(at.convolution, deformedOf)],
  [
    'linear',
    means(at.matrixProduct, () => ({
      ...isLinear,
      transposesFirst: false,
      transposesSecond: true,
    })),
  ],
  ['bilinear', means(at.equation, () => ({ products: undefined }))],
  ['embedding embedding_bag parameter', is(at.embedding)],
  ['multi_head_attention_forward', means(at.attention, attentionOf)],
  ['scaled_dot_product_attention', means(at.contraction, scaledAttentionOf)],
  ['lstm gru rnn_tanh rnn_relu', is(at.recurrence)],
  ['lstm_cell gru_cell rnn_tanh_cell rnn_relu_cell', is(at.recurrentStep)],

  [
    'max_pool1d max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d lp_pool1d lp_pool2d lp_pool3d',
    means(at.pool, poolOf, only(0)),
  ],
  [
    'adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d',
    means(at.adaptivePool, (node) => ({ layout: layoutOf(axesNamed(node)) }), only(0)),
  ],
  [
    'interpolate upsample pixel_shuffle pixel_unshuffle max_unpool1d max_unpool2d max_unpool3d',
    means(
      at.resize,
      (_, { shapes: [input] }) => ({ layout: layoutBehind(input), size: undefined }),
      only(0),
    ),
  ],

  ['batch_norm', means(at.batchNormalization, () => ({ channels: 1 }))],
  ['layer_norm rms_norm', is(at.layerNormalization)],
  [
    'group_norm instance_norm local_response_norm',
    means(at.otherNormalization, () => ({ channels: 1 })),
  ],
  [
    'normalize',
    means(at.otherNormalization, (node) => ({ channels: numberIn(node, 'dim') ?? 1 }), only(0)),
  ],
  [
    'dropout alpha_dropout feature_alpha_dropout',
    choice(
      (node) => attribute(node, 'training') === false,
      is(at.identity, only(0)),
      is(at.dropout, only(0)),
    ),
  ],
];
