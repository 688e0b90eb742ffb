import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../../shared/base/json';
import type { Lowering } from '../values/call';
import { inOrder, ordered, range, wrapped, type Value } from '../values/value';
import { chosen } from './elementwise';
import { entriesOf, isTold, placesOf, type Entry } from './indexEntries';

/** The functional form of `x[index] = value`: a new tensor with the value in a part. */
export const setitem: Lowering = (call) => {
  const x = inOrder(call.value('input'));
  const value = call.maybe('value') ?? call.value('values');
  const written = call.attribute('index', 'indices');
  const single: Json | undefined = Array.isArray(written) ? (written[0] as Json) : written;
  const mask = isTold(single) ? call.maybe(`index.${single.tensor ?? ''}`) : undefined;
  if (mask && mask.tensor.dtype !== 'int32') {
    if (value.tensor.rank > 0) call.refuse('a tensor written by a mask');
    return chosen(mask, value, ordered(x));
  }
  const entries = entriesOf(call, x.rank);
  const lists = entries.filter((entry) => entry.kind === 'entries');
  // Several lists pick places together, not rows and columns.
  if (lists.length > 1 || lists.some(({ at }) => at.rank !== 1)) {
    call.refuse('an index of several lists');
  }
  return writtenPart(x, entries, value);
};

const writtenPlaces = (entry: Entry, extent: number): number[] =>
  entry.kind === 'entries'
    ? [...entry.at.dataSync()].map((at) => wrapped(at, extent))
    : placesOf(entry, extent);

function writtenPart(x: tf.Tensor, entries: readonly Entry[], value: Value): Value {
  const axes = entries.filter(({ kind }) => kind !== 'new');
  const places = axes.map((entry, axis) => writtenPlaces(entry, x.shape[axis] ?? 1));
  const region = places.map(({ length }) => length);
  const shown = axes.flatMap((entry, axis) => (entry.kind === 'place' ? [] : [region[axis] ?? 1]));
  const given = tf.cast(inOrder(value), x.dtype);
  const flat =
    given.rank > shown.length
      ? tf.reshape(given, given.shape.slice(given.rank - shown.length))
      : given;
  const part = tf.reshape(tf.broadcastTo(flat, shown), region);
  const masks = places.map((list, axis) => axisMask(list, x.shape, axis));
  const inside = tf.cast(
    masks.reduce((all, mask) => tf.mul(all, mask), tf.scalar(1)),
    'bool',
  );
  const spread = places.reduce(
    (all, list, axis) => spreadTo(all, list, x.shape[axis] ?? 1, axis),
    part,
  );
  return chosen(ordered(inside), ordered(spread), ordered(x));
}

/** 1 at some places of an axis, of extent 1 along the others. */
function axisMask(list: readonly number[], shape: readonly number[], axis: number): tf.Tensor {
  const taken = new Set(list);
  const mask = range(0, shape[axis] ?? 1).map((at) => Number(taken.has(at)));
  return tf.reshape(
    mask,
    shape.map((_, each) => (each === axis ? mask.length : 1)),
  );
}

/** The entries of an axis at their places of a longer one; what stands between them is not to be read. */
function spreadTo(
  part: tf.Tensor,
  list: readonly number[],
  extent: number,
  axis: number,
): tf.Tensor {
  const [first = 0] = list;
  if (list.every((place, i) => place === first + i)) {
    const sides = part.shape.map((_, each): [number, number] =>
      each === axis ? [first, extent - first - list.length] : [0, 0],
    );
    return tf.pad(part, sides);
  }
  // The last of equal places counts.
  const from = new Map(list.map((place, i) => [place, i]));
  const sources = range(0, extent).map((at) => from.get(at) ?? 0);
  return tf.gather(part, tf.tensor1d(sources, 'int32'), axis);
}
