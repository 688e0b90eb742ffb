import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { inOrder, offTape, ordered, range } from '../values/value';
import { embedding } from './embedding';
import { entriesOf, placesOf, type Entry } from './indexEntries';
import { setitem } from './setitem';

/** Takes places and parts; axes of new entries and of lists stay as they are. */
function basic(x: tf.Tensor, entries: readonly Entry[]): tf.Tensor {
  const axes = entries.filter(({ kind }) => kind !== 'new');
  const places = axes.map((entry, axis) => placesOf(entry, x.shape[axis] ?? 1));
  const begin = places.map(([first = 0]) => first);
  const size = places.map((list) =>
    list.length === 0 ? 0 : (list.at(-1) ?? 0) - (list[0] ?? 0) + 1,
  );
  const cut = size.every((each, axis) => each === x.shape[axis]) ? x : tf.slice(x, begin, size);
  return axes.reduce((y, entry, axis) => {
    if (entry.kind !== 'part' || entry.step === 1) return y;
    const kept = placesOf(
      { kind: 'part', from: 0, to: null, step: entry.step },
      y.shape[axis] ?? 0,
    );
    return tf.gather(y, tf.tensor1d(kept, 'int32'), axis);
  }, cut);
}

/** The shape after places are dropped and new axes are put in, with the axes that lists pick from. */
function layout(
  x: tf.Tensor,
  entries: readonly Entry[],
): { shape: number[]; picked: { axis: number; at: tf.Tensor }[] } {
  const shape: number[] = [];
  const picked: { axis: number; at: tf.Tensor }[] = [];
  let axis = 0;
  for (const entry of entries) {
    if (entry.kind === 'new') {
      shape.push(1);
      continue;
    }
    if (entry.kind === 'entries') picked.push({ axis: shape.length, at: entry.at });
    if (entry.kind !== 'place') shape.push(x.shape[axis] ?? 1);
    axis += 1;
  }
  return { shape, picked };
}

/** Places counted from the front. */
const positive = (at: tf.Tensor, extent: number): tf.Tensor =>
  tf.where(tf.less(at, 0), tf.add(at, tf.scalar(extent, 'int32')), at);

/** Picks entries of several axes at once: the axes become one, and the indices one index of it. */
function pickedFrom(x: tf.Tensor, found: readonly { axis: number; at: tf.Tensor }[]): tf.Tensor {
  const picked = found.map(({ axis, at }) => ({ axis, at: offTape(at) }));
  const [only] = picked;
  if (!only) return x;
  if (picked.length === 1)
    return tf.gather(x, positive(only.at, x.shape[only.axis] ?? 1), only.axis);
  const axes = picked.map(({ axis }) => axis);
  const areBeside = axes.every((axis, i) => i === 0 || axis === (axes[i - 1] ?? 0) + 1);
  const target = areBeside ? only.axis : 0;
  const rest = range(0, x.rank).filter((axis) => !axes.includes(axis));
  const order = [...rest.slice(0, target), ...axes, ...rest.slice(target)];
  const moved = tf.transpose(x, order);
  const extents = axes.map((axis) => x.shape[axis] ?? 1);
  const size = extents.reduce((product, extent) => product * extent, 1);
  const joint = tf.reshape(moved, [
    ...moved.shape.slice(0, target),
    size,
    ...moved.shape.slice(target + axes.length),
  ]);
  const index = picked.reduce<tf.Tensor>(
    (sum, { at }, i) =>
      tf.add(tf.mul(sum, tf.scalar(extents[i] ?? 1, 'int32')), positive(at, extents[i] ?? 1)),
    tf.scalar(0, 'int32'),
  );
  return tf.gather(joint, index, target);
}

/**
 * The end of a part of a parameter that grew with the recorded batch, as in `self.pe[:x.size(0)]`: a parameter has no
 * batch of its own.
 */
function withGrownEnds(entries: readonly Entry[], call: Call): Entry[] {
  const isParameter = call.node.inputs.some((each) => each.slot === 'input' && 'parameter' in each);
  if (!isParameter) return [...entries];
  const recorded = call.node.outputs[0]?.shape ?? [];
  let axis = 0;
  return entries.map((entry) => {
    const grows = entry.kind !== 'place' && recorded[axis++] === null;
    return grows && entry.kind === 'part' && entry.to === null
      ? { ...entry, to: (entry.from ?? 0) + call.batch * entry.step }
      : entry;
  });
}

const getitem: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const entries = withGrownEnds(entriesOf(call, x.rank), call);
  const cut = basic(x, entries);
  const { shape, picked } = layout(cut, entries);
  return ordered(pickedFrom(tf.reshape(cut, shape), picked));
};

/** The entries that an index of the same rank takes along an axis. */
function takenAlong(x: tf.Tensor, index: tf.Tensor, dim: number): tf.Tensor {
  const placeOf = (axis: number): tf.Tensor => {
    const places = tf.range(0, index.shape[axis] ?? 1, 1, 'int32');
    return tf.reshape(
      places,
      index.shape.map((extent, i) => (i === axis ? extent : 1)),
    );
  };
  const picked = range(0, x.rank).map((axis) => ({
    axis,
    at: tf.broadcastTo(axis === dim ? index : placeOf(axis), index.shape),
  }));
  return pickedFrom(x, picked);
}

const gather: Lowering = (call) =>
  ordered(
    takenAlong(inOrder(call.value('input')), inOrder(call.value('index')), call.number('dim')),
  );

const topk: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const dim = call.number('dim', x.rank - 1);
  if (dim !== x.rank - 1) call.refuse('along another axis than the last');
  const source = call.flag('largest', true) ? x : tf.neg(x);
  const { indices } = tf.topk(source, call.number('k'), true);
  return [ordered(takenAlong(x, indices, dim)), ordered(indices)];
};

/** Patches as columns: `[n, c·k…, places]`, in torch's order of channels, kernel rows, kernel columns. */
const unfold: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const [kernel, dilation, padding, stride] = ['kernel_size', 'dilation', 'padding', 'stride'].map(
    (name) => call.numbers(name, 2),
  ) as [number[], number[], number[], number[]];
  const wide = tf.pad(x, [
    [0, 0],
    [0, 0],
    ...padding.map((each): [number, number] => [each, each]),
  ]);
  const [n = 1, c = 1] = x.shape;
  const counts = [0, 1].map(
    (i) =>
      Math.floor(
        ((wide.shape[i + 2] ?? 1) - (dilation[i] ?? 1) * ((kernel[i] ?? 1) - 1) - 1) /
          (stride[i] ?? 1),
      ) + 1,
  ) as [number, number];
  const at = (offset: number, i: 0 | 1): tf.Tensor1D =>
    tf.tensor1d(
      range(0, counts[i]).map((place) => place * (stride[i] ?? 1) + offset * (dilation[i] ?? 1)),
      'int32',
    );
  const parts = range(0, kernel[0] ?? 1).flatMap((row) =>
    range(0, kernel[1] ?? 1).map((column) =>
      tf.gather(tf.gather(wide, at(row, 0), 2), at(column, 1), 3),
    ),
  );
  const stacked = tf.stack(parts, 2);
  return ordered(tf.reshape(stacked, [n, c * parts.length, counts[0] * counts[1]]));
};

/** Reading and writing parts of a tensor. */
export const indexing: Lowerings = {
  getitem,
  setitem,
  gather,
  index_select: (call) =>
    ordered(
      tf.gather(
        inOrder(call.value('input')),
        offTape(inOrder(call.value('index'))),
        call.number('dim'),
      ),
    ),
  topk,
  embedding,
  unfold,
  one_hot: (call) => {
    const x = inOrder(call.value('input'));
    const count = call.number('num_classes', -1);
    return count < 1
      ? call.refuse('without num_classes')
      : ordered(tf.oneHot(x, count, 1, 0, 'int32'));
  },
};
