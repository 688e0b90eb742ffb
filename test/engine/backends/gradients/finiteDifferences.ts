import * as tf from '@tensorflow/tfjs-core';
import { randomSource, toTensor, type Values } from './values';

type Operation = (x: tf.Tensor) => tf.Tensor;

/** A derivative that the backend gives against the one that differences of its own outputs give. */
export interface Comparison {
  readonly index: number;
  readonly gradient: number;
  readonly difference: number;
}

const entriesPerOperation = 24;

/**
 * Compares ∂L/∂x with central differences for L = Σ r · f(x), r fixed random numbers, at about
 * {@link entriesPerOperation} entries of x; returns those that disagree by more than 3 %.
 */
export function disagreements(operation: Operation, x: Values): Comparison[] {
  let found: Comparison[] = [];
  tf.tidy(() => {
    const draw = randomSource(11);
    const shape = operation(toTensor(x)).shape;
    const weights = tf.tensor(
      Array.from({ length: tf.util.sizeFromShape(shape) }, () => draw() * 2 - 1),
      shape,
    );
    const loss = (input: tf.Tensor): tf.Scalar =>
      tf.sum(tf.mul(weights, operation(input))).asScalar();
    const gradients = tf.grad(loss)(toTensor(x)).dataSync();
    found = entries(x.data.length)
      .map((index) => compare(loss, x, index, gradients[index]!))
      .filter(({ gradient, difference }) => !agree(gradient, difference));
  });
  return found;
}

const agree = (gradient: number, difference: number) =>
  Math.abs(gradient - difference) <= 0.03 * Math.max(1, Math.abs(difference));

function entries(size: number): number[] {
  const step = Math.max(1, Math.floor(size / entriesPerOperation));
  return Array.from({ length: size }, (_, index) => index).filter(
    (index) => index % step === 0 || index === size - 1,
  );
}

/** The smaller step is for entries near a kink, the larger one for float32's rounding. */
function compare(
  loss: (input: tf.Tensor) => tf.Scalar,
  x: Values,
  index: number,
  gradient: number,
): Comparison {
  const at = (offset: number) =>
    tf.tidy(() => {
      const data = x.data.slice();
      data[index]! += offset;
      return loss(tf.tensor(data, [...x.shape])).dataSync()[0]!;
    });
  const differences = [1e-2, 1e-3].map((step) => (at(step) - at(-step)) / (2 * step));
  const [nearest] = differences.sort((a, b) => Math.abs(a - gradient) - Math.abs(b - gradient));
  return { index, gradient, difference: nearest! };
}
