import * as tf from '@tensorflow/tfjs-core';
import type { Application } from './flatten';
import { acting, inputShapes, inputTensors, isBuiltIn, toList } from './framework';
import { sample } from './numericTraits';

/** Batch 2, and small extents if they are open. */
const SMALL = 8;
/** Larger inputs cost time. */
const MOST_ENTRIES = 1 << 16;

const TOLERANCE = 1e-3;

type Rows = readonly (readonly number[])[];

/** The entries of each of two samples, sorted: a table of similarities moves its columns with its rows. */
function sortedRows(value: tf.Tensor): Rows | undefined {
  if (value.shape[0] !== 2) return undefined;
  const values = value.dataSync();
  const size = values.length / 2;
  return [0, 1].map((row) => [...values.slice(row * size, (row + 1) * size)].sort((a, b) => a - b));
}

const alike = (a: readonly number[], b: readonly number[]): boolean => {
  const largest = Math.max(1e-3, ...a.map(Math.abs), ...b.map(Math.abs));
  return (
    a.length === b.length && a.every((x, i) => Math.abs(x - (b[i] ?? NaN)) <= TOLERANCE * largest)
  );
};

const isTrue = (value: tf.Tensor): boolean => value.dataSync()[0] === 1;

/** The two samples of a batch share a total of 1 at every place, in parts: a softmax over the batch. */
function sharesBatch(value: tf.Tensor): boolean {
  const totals = tf.sum(value, 0);
  const isPart = tf.logicalAnd(tf.greater(value, TOLERANCE), tf.less(value, 1 - TOLERANCE));
  return isTrue(tf.all(tf.less(tf.abs(tf.sub(totals, 1)), TOLERANCE))) && isTrue(tf.any(isPart));
}

const sameRows = (a: Rows, b: Rows): boolean => a.every((row, i) => alike(row, b[i] ?? []));

/** Runs a layer on two samples, and on the same in the other order. */
function mixes(run: (inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): boolean {
  const value = run(inputs);
  const rows = sortedRows(value);
  const again = sortedRows(run(inputs));
  // A layer that draws at random in evaluation, too, tells nothing.
  if (!rows || !again || !sameRows(rows, again)) return false;
  const turned = sortedRows(run(inputs.map((input) => tf.reverse(input, 0))));
  const follows = turned !== undefined && sameRows(rows, [...turned].reverse());
  return !follows || (value.size > 2 && sharesBatch(value));
}

/**
 * Tells whether the output of one sample depends on the place or the values of another, other than by statistics of
 * the whole batch, which do not care for its order. None of the framework's own layers does; others are tried.
 */
export function mixesSamples(application: Application): boolean {
  const { layer, call } = application;
  if (isBuiltIn(acting(layer))) return false;
  const shapes = inputShapes(call).map((shape) =>
    shape.map((extent, axis) => (axis === 0 ? 2 : (extent ?? SMALL))),
  );
  const isTried =
    shapes.length > 0 &&
    shapes.every((shape) => tf.util.sizeFromShape(shape) <= MOST_ENTRIES) &&
    inputTensors(call).every(({ dtype }) => dtype === 'float32');
  if (!isTried) return false;
  const run = (inputs: tf.Tensor[]): tf.Tensor => {
    const [first] = toList(layer.apply(inputs, { training: false }) as tf.Tensor | tf.Tensor[]);
    return tf.cast(first as tf.Tensor, 'float32');
  };
  try {
    let found = false;
    tf.tidy(() => {
      found = mixes(
        run,
        shapes.map((shape, i) => sample(shape, i + 1)),
      );
    });
    return found;
  } catch {
    return false;
  }
}
