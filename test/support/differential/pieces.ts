import type { Draw } from './draw';
import {
  type Config,
  extentsOf,
  type Kind,
  type NetworkWriter,
  type Tensor,
} from './networkWriter';

/** Writes something random behind a tensor. */
export type Piece = (writer: NetworkWriter, draw: Draw, x: Tensor) => Tensor;

const smooth = ['elu', 'selu', 'sigmoid', 'tanh', 'softplus', 'softsign', 'swish', 'mish', 'gelu'];
const activations = [...smooth, 'linear', 'relu', 'relu6', 'hardSigmoid'];
export const activation = (draw: Draw): string => draw.pick(activations);

/** Arguments that layers with a kernel have in common. */
export const kernelled = (draw: Draw): Config => ({
  activation: activation(draw),
  useBias: draw.chance(0.8),
  ...(draw.chance(0.15) && { kernelRegularizer: { l2: 0.01 } }),
});

/** The extents that a window slides over. */
const spatial = (x: Tensor): number[] => extentsOf(x).slice(0, -1);

/** A window that fits, its strides beyond its size included; dilated where it moves in steps of one. */
export function window(draw: Draw, x: Tensor, { dilates = true, isSquare = false } = {}): Config {
  const extents = spatial(x);
  const padding = draw.pick(['same', 'valid']);
  const most =
    padding === 'same' ? extents.map(() => 4) : extents.map((extent) => Math.min(4, extent));
  const kernelSize = most.map((high) => draw.integer(1, high));
  const step = draw.integer(1, 3);
  const strides = extents.map(() => (isSquare ? step : draw.integer(1, 3)));
  const isPlain = dilates && draw.chance(0.3);
  if (!isPlain) return { kernelSize, strides, padding };
  const rate = draw.integer(1, 3);
  const fits = kernelSize.every((size, i) => padding === 'same' || (size - 1) * rate < extents[i]!);
  const dilationRate = kernelSize.map(() => (fits ? rate : 1));
  return { kernelSize, strides: kernelSize.map(() => 1), padding, dilationRate };
}

const pooling: Readonly<Record<number, readonly Kind[]>> = {
  1: ['maxPooling1d', 'averagePooling1d'],
  2: ['maxPooling2d', 'averagePooling2d'],
  3: ['maxPooling3d', 'averagePooling3d'],
};
export const pool: Piece = (writer, draw, x) => {
  const { kernelSize, strides, padding } = window(draw, x, { dilates: false });
  const kind = draw.pick(pooling[spatial(x).length] ?? []);
  return writer.layer(kind, { poolSize: kernelSize, strides, padding }, x);
};

/** TensorFlow.js normalises no volumes: "not implemented for array of rank 5". */
const normalise: Piece = (writer, draw, x) =>
  extentsOf(x).length > 3
    ? activate(writer, draw, x)
    : writer.layer(draw.pick(['batchNormalization', 'layerNormalization']), {}, x);

export const activate: Piece = (writer, draw, x) => {
  const axes = spatial(x).map((_, i) => i + 1);
  const sharedAxes = axes.filter(() => draw.chance(0.5));
  const [kind, config] = draw.pick<readonly [Kind, Config]>([
    ['activation', { activation: activation(draw) }],
    ['reLU', draw.chance(0.5) ? {} : { maxValue: 2 }],
    ['leakyReLU', { alpha: 0.2 }],
    ['elu', { alpha: 1 }],
    ['softmax', { axis: -1 }],
    ['prelu', { sharedAxes }],
    ['rescaling', { scale: -0.5, offset: 1 }],
  ]);
  return writer.layer(kind, config, x);
};

/** TensorFlow.js cannot train a recurrent layer of one time step behind another layer. */
export const hasSteps = (x: Tensor): boolean => extentsOf(x)[0]! > 1;

/** A layer that keeps the shape of its input, but for the number of channels. */
export function keeping(writer: NetworkWriter, draw: Draw, x: Tensor, channels: number): Tensor {
  const rank = spatial(x).length;
  const config = {
    ...kernelled(draw),
    kernelSize: Array.from({ length: rank }, () => draw.integer(1, 3)),
  };
  const filters = { ...config, filters: channels, padding: 'same' };
  if (rank === 0) return writer.layer('dense', { ...kernelled(draw), units: channels }, x);
  if (rank === 1 && hasSteps(x) && draw.chance(0.4))
    return writer.layer('lstm', { units: channels, returnSequences: true }, x);
  const kinds: readonly Kind[] = ['conv1d', 'conv2d', 'conv3d'];
  return writer.layer(kinds[rank - 1]!, filters, x);
}

const channelsOf = (x: Tensor): number => extentsOf(x).at(-1)!;

/** y = x + f(x), or another merge of two to three tensors of one shape. */
const residual: Piece = (writer, draw, x) => {
  const channels = channelsOf(x);
  let body = keeping(writer, draw, x, channels);
  if (draw.chance(0.5)) body = keeping(writer, draw, normalise(writer, draw, body), channels);
  const shortcut = draw.chance(0.3) ? keeping(writer, draw, x, channels) : x;
  const more = draw.chance(0.25) ? [keeping(writer, draw, x, channels)] : [];
  const kind = draw.pick<Kind>(['add', 'add', 'average', 'multiply', 'maximum', 'minimum']);
  const sum = writer.layer(kind, {}, shortcut, body, ...more);
  return draw.chance(0.5) ? activate(writer, draw, sum) : sum;
};

const denseBlock: Piece = (writer, draw, x) => {
  let y = x;
  for (let i = draw.integer(1, 3); i > 0; i--) {
    const grown = keeping(writer, draw, y, draw.integer(1, 3));
    y = writer.layer('concatenate', { axis: -1 }, y, grown);
  }
  return y;
};

/** t · f(x) + (1 − t) · x */
const highway: Piece = (writer, draw, x) => {
  const channels = channelsOf(x);
  const gate = writer.layer('dense', { units: channels, activation: 'sigmoid' }, x);
  const carry = writer.layer('rescaling', { scale: -1, offset: 1 }, gate);
  const made = keeping(writer, draw, x, channels);
  const parts = [writer.layer('multiply', {}, gate, made), writer.layer('multiply', {}, carry, x)];
  return writer.layer('add', {}, parts[0]!, parts[1]!);
};

export const anyRank: readonly Piece[] = [normalise, activate, residual, denseBlock, highway];
