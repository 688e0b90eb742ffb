import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../../support/testBackend';

const { layers } = tf;

function sequential(inputShape: number[], ...stack: tf.layers.Layer[]): tf.LayersModel {
  const model = tf.sequential();
  model.add(layers.inputLayer({ inputShape }));
  for (const layer of stack) model.add(layer);
  return model;
}

const conv = (filters: number, strides = 1) =>
  layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same', activation: 'relu' });

/** Together they run every kernel and gradient that is replaced. */
const models: Record<string, () => tf.LayersModel> = {
  'convolutions with batch norm': () =>
    sequential(
      [8, 8, 3],
      conv(4),
      layers.batchNormalization(),
      conv(8, 2),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.averagePooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
      layers.flatten(),
      layers.dense({ units: 3 }),
    ),
  'depthwise and dilated convolutions': () =>
    sequential(
      [8, 8, 3],
      layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2 }),
      layers.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2, padding: 'same' }),
      layers.upSampling2d({ size: [2, 2] }),
      layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
      layers.globalAveragePooling2d({}),
    ),
  'convolutions of volumes': () =>
    sequential(
      [4, 4, 4, 1],
      layers.conv3d({ filters: 2, kernelSize: 3, padding: 'same' }),
      layers.maxPooling3d({ poolSize: 2 }),
      layers.conv3dTranspose({ filters: 2, kernelSize: 2, strides: 2 }),
      layers.averagePooling3d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 3 }),
    ),
  'recurrent layers': () =>
    sequential(
      [5, 3],
      layers.lstm({ units: 4, returnSequences: true, recurrentInitializer: 'glorotNormal' }),
      layers.layerNormalization(),
      layers.gru({ units: 4, recurrentInitializer: 'glorotNormal' }),
    ),
  'an embedding and wide matrices': () =>
    sequential(
      [6],
      layers.embedding({ inputDim: 20, outputDim: 32 }),
      layers.dense({ units: 64, activation: 'gelu' }),
      layers.globalAveragePooling1d({}),
      layers.dense({ units: 3, activation: 'softmax' }),
    ),
};

const variablesOf = (model: tf.LayersModel) =>
  model.trainableWeights
    .map((weight) => weight.read())
    .filter((weight) => weight instanceof tf.Variable);

function lossOf(model: tf.LayersModel): () => tf.Scalar {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const x = tf.randomUniform([4, ...shape], 0, 3, 'float32', 7);
  return () => tf.mean(tf.square(model.apply(x, { training: true }) as tf.Tensor));
}

/** The tensors that TensorFlow.js knows, and the ones that the backend holds. */
const memory = () => ({ ...tf.memory(), held: tf.backend().numDataIds() });

describe('a training step on wasm', () => {
  beforeAll(() => openBackend(testBackend));

  it.each(Object.entries(models))('leaves nothing behind: %s', (_, build) => {
    const model = build();
    const loss = lossOf(model);
    const optimizer = tf.train.adam(1e-3);
    const step = () => tf.tidy(() => void optimizer.minimize(loss, false, variablesOf(model)));
    step();
    step();
    const before = memory();
    for (let repeat = 0; repeat < 10; repeat++) step();
    expect(memory()).toEqual(before);
  });

  it.each(Object.entries(models))('gives all gradients at once as one by one: %s', (_, build) => {
    const model = build();
    const loss = lossOf(model);
    const variables = variablesOf(model);
    const { grads } = tf.variableGrads(loss, variables);
    for (const variable of variables) {
      const alone = tf.variableGrads(loss, [variable]).grads[variable.name]!;
      const difference = tf.max(tf.abs(tf.sub(grads[variable.name]!, alone))).dataSync()[0];
      expect(difference).toBe(0);
    }
  });

  it('repeats to the last bit', () => {
    const model = models['convolutions of volumes']!();
    const loss = lossOf(model);
    const draw = () => Object.values(tf.variableGrads(loss, variablesOf(model)).grads);
    const [first, second] = [draw(), draw()];
    first.forEach((gradient, index) => {
      expect(second[index]!.dataSync()).toEqual(gradient.dataSync());
    });
  });
});

describe('matrix products on wasm', () => {
  beforeAll(() => openBackend(testBackend));

  it('are right where one tensor is the right operand in two shapes', () => {
    const b = tf.tensor1d([1, 2, 3]);
    expect(tf.matMul(tf.ones([2, 1]), tf.reshape(b, [1, 3])).arraySync()).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(tf.matMul(tf.ones([2, 3]), tf.reshape(b, [3, 1])).arraySync()).toEqual([[6], [6]]);
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])(
    'of large batches are those of each matrix, transposed %s and %s',
    (transposeA, transposeB) => {
      const a = tf.randomUniform(transposeA ? [3, 40, 32] : [3, 32, 40], -1, 1, 'float32', 1);
      const b = tf.randomUniform(transposeB ? [3, 24, 40] : [3, 40, 24], -1, 1, 'float32', 2);
      const plain = (x: tf.Tensor, turned: boolean) => (turned ? tf.transpose(x, [0, 2, 1]) : x);
      const expanded = tf.mul(
        tf.expandDims(plain(a, transposeA), 3),
        tf.expandDims(plain(b, transposeB), 1),
      );
      const difference = tf.sub(tf.matMul(a, b, transposeA, transposeB), tf.sum(expanded, 2));
      expect(tf.max(tf.abs(difference)).dataSync()[0]).toBeLessThan(1e-5);
    },
  );
});
