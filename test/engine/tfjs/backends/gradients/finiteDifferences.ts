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
 * {@link entriesPerOperation} entries of x; gives those that disagree by more than 3 %.
 */
export async function disagreements(operation: Operation, x: Values): Promise<Comparison[]> {
  const [loss, input] = [lossOf(operation, x), toTensor(x)];
  const gradient = tf.grad(loss)(input);
  const gradients = await gradient.data();
  tf.dispose([input, gradient]);
  const found: Comparison[] = [];
  for (const index of entries(x.data.length)) {
    found.push(await compare(loss, x, index, gradients[index]!));
  }
  return found.filter(({ gradient, difference }) => !agree(gradient, difference));
}

function lossOf(operation: Operation, x: Values): (input: tf.Tensor) => tf.Scalar {
  const draw = randomSource(11);
  const shape = tf.tidy(() => operation(toTensor(x)).shape);
  const weights = Array.from({ length: tf.util.sizeFromShape(shape) }, () => draw() * 2 - 1);
  return (input) => tf.sum(tf.mul(tf.tensor(weights, shape), operation(input))).asScalar();
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
async function compare(
  loss: (input: tf.Tensor) => tf.Scalar,
  x: Values,
  index: number,
  gradient: number,
): Promise<Comparison> {
  const at = async (offset: number): Promise<number> => {
    const data = x.data.slice();
    data[index]! += offset;
    const value = tf.tidy(() => loss(tf.tensor(data, [...x.shape])));
    // Not `dataSync`, which a GPU in Node does not have.
    const [read] = await value.data();
    value.dispose();
    return read!;
  };
  const differences: number[] = [];
  for (const step of [1e-2, 1e-3])
    differences.push(((await at(step)) - (await at(-step))) / (2 * step));
  const [nearest] = differences.sort((a, b) => Math.abs(a - gradient) - Math.abs(b - gradient));
  return { index, gradient, difference: nearest! };
}
