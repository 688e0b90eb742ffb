import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { withoutFilterGradients } from '../../../src/engine/tfjs/lab/filterGradients';
import { testBackend } from '../../support/testBackend';

beforeAll(() => openBackend(testBackend));

const convolve = (x: tf.Tensor, filter: tf.Tensor4D): tf.Tensor =>
  tf.fused.conv2d({ x: x as tf.Tensor4D, filter, strides: 1, pad: 'same' });
const image = () => tf.randomNormal<tf.Rank.R4>([2, 6, 6, 3], 0, 1, 'float32', 5);
const draw = (shape: [number, number, number, number]) =>
  tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', 7);

/** ∂Σy²/∂x, as TensorFlow.js takes it and without the gradients of filters; and the kernels that each ran. */
async function both(network: (x: tf.Tensor) => tf.Tensor) {
  const x = image();
  const gradient = (passed: () => void): tf.Tensor =>
    tf.grad((input: tf.Tensor) => {
      const y = tf.sum(tf.square(network(input)));
      passed();
      return y;
    })(x);
  const run = async (take: () => tf.Tensor) => {
    const { kernels, result } = await tf.profile(take);
    const names = kernels.map(({ name }) => name);
    return { values: [...(await (result as tf.Tensor).data())], names };
  };
  const shipped = await run(() => gradient(() => undefined));
  return { shipped, spared: await run(() => withoutFilterGradients(gradient)) };
}

/** Layers of fused convolutions make work for filters only if those are not spared. */
const zeros = (names: readonly string[]): number =>
  names.filter((name) => name === tf.Conv2DBackpropFilter).length;

describe('a gradient by the inputs without those of filters', () => {
  it('is the same through layers, and leaves the gradients of filters as they were', async () => {
    const [first, second] = [tf.variable(draw([3, 3, 3, 4])), tf.variable(draw([3, 3, 4, 2]))];
    const network = (x: tf.Tensor): tf.Tensor => convolve(tf.relu(convolve(x, first)), second);
    const { shipped, spared } = await both(network);
    expect(spared.values).toEqual(shipped.values);
    expect(zeros(shipped.names)).toBe(2);
    const x = image();
    const { grads } = tf.variableGrads(() => tf.sum(network(x)));
    for (const { name } of [first, second]) {
      const norm = await tf.norm(grads[name]!).data();
      expect(norm[0]!).toBeGreaterThan(0.1);
    }
  });

  it('keeps them if an input leads to a filter', async () => {
    const weight = tf.variable(draw([3, 3, 3, 2]));
    const networks = [
      (x: tf.Tensor) => convolve(x, tf.mul(weight, tf.mean(x))),
      (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, tf.mul(weight, tf.mean(x)), 1, 'same'),
    ];
    for (const network of networks) {
      const { shipped, spared } = await both(network);
      expect(spared.values).toEqual(shipped.values);
    }
  });

  it('spares their time: the filters’ own kernel makes zeros', () => {
    const filter = tf.variable(draw([3, 3, 3, 2]));
    const made: number[] = [];
    withoutFilterGradients((passed) => {
      convolve(image(), filter);
      passed();
      const [dy, x] = [tf.ones([2, 6, 6, 2]), image()];
      const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC' };
      const of = tf
        .engine()
        .runKernel<tf.Tensor>(
          tf.Conv2DBackpropFilter,
          { x, dy },
          { ...attributes, filterShape: filter.shape },
        );
      made.push(...of.dataSync());
    });
    expect(made).toHaveLength(filter.size);
    expect(made.every((value) => value === 0)).toBe(true);
  });
});
