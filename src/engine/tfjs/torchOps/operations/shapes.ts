import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import {
  asPicture,
  inOrder,
  ordered,
  partsOf,
  range,
  slicesOf,
  storedAxes,
  type Value,
} from '../values/value';

/** The shape that a reshape asks for, of which at most one extent is left to the number of entries. */
function shapeFor(call: Call, wanted: readonly number[], size: number): number[] {
  const grown = call.grown(wanted);
  const isOpen = grown.filter((extent) => extent < 0).length;
  if (isOpen <= 1) return grown;
  const recorded = call.node.outputs[0]?.shape ?? [];
  // Of several extents that grow with the batch the first does, unless they are written.
  const first = grown.findIndex((extent) => extent < 0);
  const known = grown.reduce((product, extent) => product * (extent < 0 ? 1 : extent), 1);
  if (recorded.length === 0 || size % (known * call.batch) !== 0)
    call.refuse('extents that are not known');
  const filled = grown.map((extent, i) => (i === first ? call.batch : extent));
  return filled.filter((extent) => extent < 0).length <= 1
    ? filled
    : call.refuse('extents that are not known');
}

const reshape: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  return ordered(tf.reshape(x, shapeFor(call, call.numbers('shape'), x.size)));
};

const flatten: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const [from, to] = [call.number('start_dim', 0), call.number('end_dim', x.rank - 1)].map(
    (axis) => (axis < 0 ? axis + x.rank : axis),
  ) as [number, number];
  const size = x.shape.slice(from, to + 1).reduce((product, extent) => product * extent, 1);
  return ordered(tf.reshape(x, [...x.shape.slice(0, from), size, ...x.shape.slice(to + 1)]));
};

/** A permutation that undoes the order in which the tensor is stored costs nothing. */
const permute: Lowering = (call) => {
  const value = call.value('input');
  const stored = storedAxes(value);
  const order = call.numbers('dims').map((axis) => stored.indexOf(axis));
  const isSame = order.every((axis, i) => axis === i);
  return ordered(isSame ? value.tensor : tf.transpose(value.tensor, order));
};

const squeeze: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const dims = call.maybeNumbers('dim') ?? range(0, x.rank);
  const axes = dims.filter((axis) => x.shape[axis] === 1);
  return ordered(axes.length > 0 ? tf.squeeze(x, axes) : x);
};

const expand: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const sizes = call.grown(call.numbers('size'));
  const recorded = call.node.outputs[0]?.shape ?? [];
  const shape = sizes.map((extent, i) => {
    const had = x.shape[i - sizes.length + x.rank] ?? 1;
    const isBatch = recorded[i] === null && had === 1;
    return extent >= 0 ? extent : isBatch ? call.batch : had;
  });
  return ordered(tf.broadcastTo(x, shape));
};

/** `repeat` of torch: more repeats than axes add axes in front. */
const repeat: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const written = call.maybeNumbers('repeats') ?? call.numbers('dims');
  const added = Math.max(0, written.length - x.rank);
  const full = tf.reshape(x, [...Array<number>(added).fill(1), ...x.shape]);
  const repeats = [...Array<number>(Math.max(0, x.rank - written.length)).fill(1), ...written];
  const recorded = call.node.outputs[0]?.shape ?? [];
  const grown = repeats.map((count, i) => {
    // Repeats of an axis that the batch does not fill grow with the batch themselves, and are not written then.
    const grows = recorded[i] === null && full.shape[i] === 1;
    if (Number.isNaN(count)) return grows ? call.batch : call.refuse('repeats');
    return grows ? (count * call.batch) / 2 : count;
  });
  return ordered(tf.tile(full, grown));
};

/** Repeats each entry of an axis in place. */
const repeatInterleave: Lowering = (call) => {
  const input = inOrder(call.value('input'));
  const dim = call.maybeNumber('dim');
  const x = dim === undefined ? tf.reshape(input, [-1]) : input;
  const axis = dim ?? 0;
  const count = call.number('repeats');
  const before = x.shape.slice(0, axis + 1);
  const after = x.shape.slice(axis + 1);
  const wide = tf.tile(tf.reshape(x, [...before, 1, ...after]), [
    ...before.map(() => 1),
    count,
    ...after.map(() => 1),
  ]);
  return ordered(
    tf.reshape(wide, [...x.shape.slice(0, axis), (x.shape[axis] ?? 1) * count, ...after]),
  );
};

/** Keeps channels last if the joined values have them so. */
const cat: Lowering = (call) => {
  const tensors = call.list('tensors').filter(({ tensor }) => tensor.rank !== 1 || tensor.size > 0);
  const dim = call.number('dim', 0);
  const isPicture = tensors.some(({ channelsLast }) => channelsLast);
  if (!isPicture) return ordered(tf.concat(withOneType(tensors.map(inOrder)), dim));
  const pictures = tensors.map(asPicture);
  const axis = storedAxes({ tensor: pictures[0] as tf.Tensor, channelsLast: true }).indexOf(dim);
  return { tensor: tf.concat(withOneType(pictures), axis), channelsLast: true };
};

const withOneType = (tensors: readonly tf.Tensor[]): tf.Tensor[] =>
  tensors.some(({ dtype }) => dtype === 'float32')
    ? tensors.map((x) => (x.dtype === 'float32' ? x : tf.cast(x, 'float32')))
    : [...tensors];

/** The parts keep the order that the tensor is stored in. */
const split: Lowering = (call) => {
  const value = call.maybe('tensor') ?? call.value('input');
  const dim = call.number('dim', 0);
  const axis = storedAxes(value).indexOf(dim);
  const extent = value.tensor.shape[axis] ?? 1;
  const written = call.maybeNumbers('split_size_or_sections') ?? [extent];
  const isWhole = written.reduce((sum, size) => sum + size, 0) === extent;
  const [each = extent] = written;
  const sizes = isWhole
    ? written
    : range(0, Math.ceil(extent / each)).map((i) => Math.min(each, extent - i * each));
  return partsOf(value.tensor, sizes, axis).map((tensor) => ({
    tensor,
    channelsLast: value.channelsLast,
  }));
};

const unbind: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  return slicesOf(x, call.number('dim', 0)).map(ordered);
};

const roll: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const shifts = call.numbers('shifts');
  const dims = call.maybeNumbers('dims');
  if (!dims || dims.length === 0) return call.refuse('without dims');
  const rolled = dims.reduce((y, axis, i) => rolledAxis(y, axis, shifts[i] ?? 0), x);
  return ordered(rolled);
};

function rolledAxis(x: tf.Tensor, axis: number, shift: number): tf.Tensor {
  const extent = x.shape[axis] ?? 1;
  const at = (((-shift % extent) + extent) % extent) | 0;
  if (at === 0) return x;
  const [front, back] = tf.split(x, [at, extent - at], axis) as [tf.Tensor, tf.Tensor];
  return tf.concat([back, front], axis);
}

/** `[…, c·r², h, w]` → `[…, c, h·r, w·r]`. */
const pixelShuffle: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const r = call.number('upscale_factor');
  const [n = 1, channels = 1, height = 1, width = 1] = x.shape;
  const c = channels / (r * r);
  const apart = tf.reshape(x, [n, c, r, r, height, width]);
  return ordered(
    tf.reshape(tf.transpose(apart, [0, 1, 4, 2, 5, 3]), [n, c, height * r, width * r]),
  );
};

const pixelUnshuffle: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const r = call.number('downscale_factor');
  const [n = 1, c = 1, height = 1, width = 1] = x.shape;
  const apart = tf.reshape(x, [n, c, height / r, r, width / r, r]);
  return ordered(
    tf.reshape(tf.transpose(apart, [0, 1, 3, 5, 2, 4]), [n, c * r * r, height / r, width / r]),
  );
};

const channelShuffle: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const groups = call.number('groups');
  const [n = 1, c = 1, ...rest] = x.shape;
  const apart = tf.reshape(x, [n, groups, c / groups, -1]);
  return ordered(tf.reshape(tf.transpose(apart, [0, 2, 1, 3]), [n, c, ...rest]));
};

/** Entries above (or below) a diagonal become 0. */
const triangle =
  (keeps: (row: number, column: number, diagonal: number) => boolean): Lowering =>
  (call) => {
    const x = inOrder(call.value('input'));
    const [rows = 1, columns = 1] = x.shape.slice(-2);
    const diagonal = call.number('diagonal', 0);
    const kept = range(0, rows).map((i) => range(0, columns).map((j) => keeps(i, j, diagonal)));
    // Not a product: of the infinities of a mask it would make NaN.
    const mask = tf.broadcastTo(tf.tensor2d(kept, [rows, columns], 'bool'), x.shape);
    return ordered(
      x.dtype === 'bool' ? tf.logicalAnd(x, mask) : tf.where(mask, x, tf.zerosLike(x)),
    );
  };

/** Changes of shape and order. */
export const shapes: Lowerings = {
  reshape,
  flatten,
  permute,
  squeeze,
  unsqueeze: (call) => ordered(tf.expandDims(inOrder(call.value('input')), call.number('dim'))),
  expand,
  repeat,
  tile: repeat,
  repeat_interleave: repeatInterleave,
  cat,
  stack: (call) =>
    ordered(tf.stack(withOneType(call.list('tensors').map(inOrder)), call.number('dim', 0))),
  split,
  unbind,
  flip: (call) => ordered(tf.reverse(inOrder(call.value('input')), call.numbers('dims'))),
  roll,
  pixel_shuffle: pixelShuffle,
  pixel_unshuffle: pixelUnshuffle,
  channel_shuffle: channelShuffle,
  tril: triangle((row, column, diagonal) => column - row <= diagonal),
  triu: triangle((row, column, diagonal) => column - row >= diagonal),
  meshgrid: (call) => {
    const axes = call.list('tensors').map(inOrder);
    const isXy = call.text('indexing') === 'xy';
    const grids =
      isXy && axes.length > 1
        ? [axes[1] as tf.Tensor, axes[0] as tf.Tensor, ...axes.slice(2)]
        : axes;
    const shape = grids.map(({ size }) => size);
    const made = grids.map((axis, i) =>
      ordered(
        tf.broadcastTo(
          tf.reshape(
            axis,
            shape.map((extent, j) => (j === i ? extent : 1)),
          ),
          shape,
        ),
      ),
    );
    return isXy && made.length > 1 ? [made[1] as Value, made[0] as Value, ...made.slice(2)] : made;
  },
  broadcast_tensors: (call) => {
    const shape = call.grown((call.node.outputs[0]?.shape ?? []).map((extent) => extent ?? 2));
    return call.list('tensors').map((each) => ordered(tf.broadcastTo(inOrder(each), shape)));
  },
};
