import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { asPicture, equalParts, inOrder, picture, range, type Value } from '../values/value';

type Sides = readonly (readonly [before: number, after: number])[];

/** Pads the spatial axes of `[n, …spatial, c]` with a value. */
export function padded(x: tf.Tensor, sides: Sides, value = 0): tf.Tensor {
  if (sides.every(([before, after]) => before === 0 && after === 0)) return x;
  return tf.pad(x, [[0, 0], ...sides.map(([b, a]): [number, number] => [b, a]), [0, 0]], value);
}

/** torch's padding; with `same` and an even kernel the odd cell goes behind. */
function paddingOf(call: Call, kernel: readonly number[], dilation: readonly number[]): Sides {
  const written = call.attribute('padding');
  if (written === 'valid') return kernel.map(() => [0, 0]);
  if (written === 'same') {
    return kernel.map((size, i) => {
      const total = (dilation[i] ?? 1) * (size - 1);
      return [Math.floor(total / 2), total - Math.floor(total / 2)];
    });
  }
  return call.numbers('padding', kernel.length).map((each) => [each, each]);
}

/** `[out, in, …k]` → `[…k, in, out]`. */
const filterOf = (weight: tf.Tensor): tf.Tensor =>
  tf.transpose(weight, [...range(2, weight.rank), 1, 0]);

interface Windows {
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

/** A one-dimensional operation as a two-dimensional one of height 1. */
const tall = (sizes: readonly number[]): [number, number] =>
  sizes.length === 1 ? [1, sizes[0] ?? 1] : [sizes[0] ?? 1, sizes[1] ?? 1];

const triple = (sizes: readonly number[]): [number, number, number] => [
  sizes[0] ?? 1,
  sizes[1] ?? 1,
  sizes[2] ?? 1,
];

/** One group, without padding; `x` is `[n, …spatial, c]`, `filter` `[…k, in, out]`. */
function plainConvolution(
  x: tf.Tensor,
  filter: tf.Tensor,
  { strides, dilation }: Windows,
): tf.Tensor {
  if (x.rank === 5) {
    return tf.conv3d(
      x as tf.Tensor5D,
      filter as tf.Tensor5D,
      triple(strides),
      'valid',
      'NDHWC',
      triple(dilation),
    );
  }
  return tf.conv2d(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    tall(strides),
    'valid',
    'NHWC',
    tall(dilation),
  );
}

/** One filter per input channel: out channels are grouped by their input, as TensorFlow.js has them. */
function depthwise(x: tf.Tensor, weight: tf.Tensor, { strides, dilation }: Windows): tf.Tensor {
  const [outputs = 1, , height = 1, width = 1] = weight.shape;
  const channels = x.shape[3] ?? 1;
  const multiplier = outputs / channels;
  const grouped = tf.reshape(weight, [channels, multiplier, height, width]);
  const filter = tf.reshape(tf.transpose(grouped, [2, 3, 0, 1]), [
    height,
    width,
    channels,
    multiplier,
  ]);
  return tf.depthwiseConv2d(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    tall(strides),
    'valid',
    'NHWC',
    tall(dilation),
  );
}

function grouped(x: tf.Tensor, weight: tf.Tensor, groups: number, windows: Windows): tf.Tensor {
  if (groups === 1) return plainConvolution(x, filterOf(weight), windows);
  if (groups === x.shape.at(-1) && x.rank === 4) return depthwise(x, weight, windows);
  const parts = equalParts(x, groups, x.rank - 1);
  const filters = equalParts(weight, groups, 0);
  return tf.concat(
    parts.map((part, i) => plainConvolution(part, filterOf(filters[i] as tf.Tensor), windows)),
    x.rank - 1,
  );
}

/** A sequence `[n, l, c]` with an axis of height 1, and a kernel likewise. */
const widened = (x: tf.Tensor): tf.Tensor => (x.rank === 3 ? tf.expandDims(x, 1) : x);
const widenedWeight = (w: tf.Tensor): tf.Tensor => (w.rank === 3 ? tf.expandDims(w, 2) : w);
const narrowed = (y: tf.Tensor, rank: number): tf.Tensor => (rank === 3 ? tf.squeeze(y, [1]) : y);

const biased = (y: tf.Tensor, bias: Value | undefined): tf.Tensor =>
  bias ? tf.add(y, bias.tensor) : y;

/** torch takes pictures without a batch, too. */
function batched(
  value: Value,
  rank: number,
): { readonly x: tf.Tensor; readonly isSingle: boolean } {
  const isSingle = value.tensor.rank === rank - 1;
  if (!isSingle) return { x: asPicture(value), isSingle };
  return {
    x: asPicture({ tensor: tf.expandDims(inOrder(value), 0), channelsLast: false }),
    isSingle,
  };
}

const released = (y: tf.Tensor, isSingle: boolean): Value =>
  isSingle ? { tensor: tf.squeeze(inOrder(picture(y)), [0]), channelsLast: false } : picture(y);

const convolution: Lowering = (call) => {
  const weight = inOrder(call.value('weight'));
  const { x, isSingle } = batched(call.value('input'), weight.rank);
  const kernel = weight.shape.slice(2);
  const dilation = call.numbers('dilation', kernel.length);
  const strides = call.numbers('stride', kernel.length);
  if (dilation.some((each) => each > 1) && strides.some((each) => each > 1)) {
    call.refuse('dilation and stride together');
  }
  const wide = padded(x, paddingOf(call, kernel, dilation));
  const y = grouped(widened(wide), widenedWeight(weight), call.number('groups', 1), {
    strides,
    dilation,
  });
  return released(biased(narrowed(y, x.rank), call.maybe('bias')), isSingle);
};

/** All places that a kernel reaches, without padding. */
function spread(x: tf.Tensor, weight: tf.Tensor, strides: readonly number[]): tf.Tensor {
  const spatial = x.shape.slice(1, -1);
  const kernel = weight.shape.slice(2);
  const sizes = spatial.map((size, i) => (size - 1) * (strides[i] ?? 1) + (kernel[i] ?? 1));
  const shape = [x.shape[0], ...sizes, weight.shape[1] ?? 1];
  const filter = filterOf(weight);
  if (x.rank === 5) {
    return tf.conv3dTranspose(
      x as tf.Tensor5D,
      filter as tf.Tensor5D,
      shape as [number, number, number, number, number],
      triple(strides),
      'valid',
    );
  }
  return tf.conv2dTranspose(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    shape as [number, number, number, number],
    tall(strides),
    'valid',
  );
}

const transposed: Lowering = (call) => {
  const weight = inOrder(call.value('weight'));
  const { x, isSingle } = batched(call.value('input'), weight.rank);
  const n = weight.rank - 2;
  if (call.numbers('dilation', n).some((each) => each > 1)) call.refuse('dilation');
  const strides = n === 1 ? [1, ...call.numbers('stride', n)] : call.numbers('stride', n);
  const groups = call.number('groups', 1);
  const wide = widened(x);
  const kernel = widenedWeight(weight);
  const parts = equalParts(wide, groups, wide.rank - 1);
  const kernels = equalParts(kernel, groups, 0);
  const whole = tf.concat(
    parts.map((part, i) => spread(part, kernels[i] as tf.Tensor, strides)),
    wide.rank - 1,
  );
  return released(biased(cropped(call, narrowed(whole, x.rank), n), call.maybe('bias')), isSingle);
};

/** Takes the padding away, and adds the cells of `output_padding` behind. */
function cropped(call: Call, y: tf.Tensor, n: number): tf.Tensor {
  const padding = call.numbers('padding', n);
  const extra = call.numbers('output_padding', n);
  const behind = extra.map((each, i) => Math.max(0, each - (padding[i] ?? 0)));
  const wide = padded(
    y,
    behind.map((each) => [0, each]),
  );
  const sizes = y.shape
    .slice(1, -1)
    .map((size, i) => size - 2 * (padding[i] ?? 0) + (extra[i] ?? 0));
  return tf.slice(wide, [0, ...padding, 0], [y.shape[0], ...sizes, y.shape.at(-1) ?? 1]);
}

/** Convolutions of one, two and three dimensions. */
export const convolutions: Lowerings = {
  conv1d: convolution,
  conv2d: convolution,
  conv3d: convolution,
  conv_transpose1d: transposed,
  conv_transpose2d: transposed,
  conv_transpose3d: transposed,
};
