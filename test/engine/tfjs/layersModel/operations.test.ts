import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { readLayersModel } from '../../../../src/engine/tfjs/layersModel/readLayersModel';
import { testContext } from './context';
import { testBackend } from '../../../support/testBackend';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;
const read = (model: tf.LayersModel) => readLayersModel(model, testContext);

beforeAll(() => openBackend(testBackend));

describe('what a layer does', () => {
  const operation = (layer: tf.layers.Layer, shape: number[]) => {
    const input = tf.input({ shape });
    const built = read(tf.model({ inputs: input, outputs: apply(layer, input) }));
    return built.graph.layers.at(-1)!.operation;
  };

  it('is a convolution with its window, its strides and its own activation', () => {
    const relu = L.conv2d({ filters: 5, kernelSize: [3, 1], strides: [2, 1], activation: 'relu' });
    expect(operation(relu, [8, 8, 2])).toEqual({
      type: 'transform',
      family: 'convolution',
      window: { size: [3, 1], strides: [2, 1], dilation: [1, 1] },
      transposed: false,
      depthwise: false,
      kernelEntries: 3 * 2 * 5,
      appliedPer: 'outputPosition',
      activation: { linear: false, range: 'free', curve: 'rectifier' },
    });
    expect(operation(L.conv1d({ filters: 1, kernelSize: 2 }), [8, 2])).toMatchObject({
      window: { size: [2], strides: [1], dilation: [1] },
      activation: { linear: true, range: 'free' },
    });
    expect(
      operation(L.conv2dTranspose({ filters: 5, kernelSize: 2, strides: 2 }), [8, 8, 2]),
    ).toMatchObject({ transposed: true, appliedPer: 'inputPosition' });
    expect(operation(L.depthwiseConv2d({ kernelSize: 3 }), [8, 8, 2])).toMatchObject({
      depthwise: true,
      kernelEntries: 18,
    });
    expect(operation(L.separableConv2d({ filters: 4, kernelSize: 3 }), [8, 8, 2])).toMatchObject({
      kernelEntries: 18 + 8,
    });
  });

  it('has a window of one step where a layer is applied to each', () => {
    const conv = L.conv2d({ filters: 4, kernelSize: 3 });
    expect(operation(L.timeDistributed({ layer: conv }), [5, 12, 12, 1])).toMatchObject({
      window: { size: [1, 3, 3], strides: [1, 1, 1], dilation: [1, 1, 1] },
    });
    const pool = L.maxPooling1d({ poolSize: 2 });
    expect(operation(L.timeDistributed({ layer: pool }), [5, 8, 2])).toMatchObject({
      type: 'pool',
      window: { size: [1, 2], strides: [1, 2], dilation: [1, 1] },
    });
  });

  it.each([
    ['channelsLast', [5, 8, 6, 3]],
    ['channelsFirst', [5, 3, 8, 6]],
  ] as const)('pools the whole map of each time step, %s', (dataFormat, shape) => {
    const layer = L.globalAveragePooling2d({ dataFormat });
    expect(operation(L.timeDistributed({ layer }), [...shape])).toMatchObject({
      type: 'pool',
      window: { size: [1, 8, 6] },
    });
  });

  it('is recurrent, also inside a wrapper, and what a time-distributed layer wraps', () => {
    expect(operation(L.lstm({ units: 3 }), [5, 2])).toMatchObject({
      family: 'recurrent',
      appliedPer: 'timeStep',
      kernelEntries: 2 * 12 + 3 * 12,
    });
    const both = L.bidirectional({ layer: L.gru({ units: 3 }), mergeMode: 'concat' });
    expect(operation(both, [5, 2])).toMatchObject({ family: 'recurrent', kernelEntries: 90 });
    const perStep = L.timeDistributed({ layer: L.dense({ units: 3, activation: 'sigmoid' }) });
    expect(operation(perStep, [5, 2])).toMatchObject({
      family: 'dense',
      kernelEntries: 6,
      activation: { range: 'bounded' },
    });
  });

  it.each([
    [L.maxPooling2d({ poolSize: 3, strides: 2 }), { type: 'pool', global: false }],
    [L.globalAveragePooling2d({}), { type: 'pool', global: true }],
    [L.upSampling2d({ size: [2, 2] }), { type: 'resample', direction: 'up' }],
    [L.resizing({ height: 4, width: 4 }), { type: 'resample', direction: 'down' }],
    [L.batchNormalization(), { type: 'normalization', family: 'batch' }],
    [L.layerNormalization(), { type: 'normalization', family: 'layer' }],
    [L.activation({ activation: 'softmax' }), { type: 'activation' }],
    [L.prelu(), { type: 'activation', activation: { linear: false, range: 'free' } }],
    [L.zeroPadding2d(), { type: 'passive', effect: 'pad' }],
    [L.cropping2D({ cropping: 1 }), { type: 'passive', effect: 'crop' }],
    [L.dropout({ rate: 0.5 }), { type: 'passive', effect: 'dropout' }],
    [L.flatten(), { type: 'passive', effect: 'reshape' }],
    [L.rescaling({ scale: 1 / 255, offset: 0 }), { type: 'passive', effect: 'scale' }],
    [L.rescaling({ scale: 1 / 127.5, offset: -1 }), { type: 'passive', effect: 'scale' }],
    [
      L.rescaling({ scale: -1, offset: 1 }),
      { type: 'activation', activation: { linear: true, range: 'boundKeeping' } },
    ],
    [L.rescaling({ scale: 0, offset: 0 }), { type: 'source', kernelEntries: 0 }],
  ])('follows the class (%#)', (layer, expected) => {
    expect(operation(layer, [8, 8, 2])).toMatchObject(expected);
  });

  it('joins on an axis that counts from 0 with the batch included', () => {
    const [a, b] = [tf.input({ shape: [4, 2] }), tf.input({ shape: [4, 3] })];
    const join = (layer: tf.layers.Layer, inputs: Symbolic[]) =>
      read(
        tf.model({ inputs: [...new Set(inputs)], outputs: apply(layer, inputs) }),
      ).graph.layers.at(-1)!.operation;
    expect(join(L.concatenate(), [a, b])).toEqual({ type: 'merge', how: 'concat', axis: 2 });
    expect(join(L.multiply(), [a, a])).toEqual({ type: 'merge', how: 'multiply' });
    expect(join(L.dot({ axes: 2 }), [a, a])).toEqual({ type: 'merge', how: 'dot', contracted: 2 });
  });

  it('knows which units can die or saturate', () => {
    const model = tf.sequential({
      layers: [
        L.dense({ units: 3, activation: 'relu', inputShape: [2], name: 'r' }),
        L.dense({ units: 3, activation: 'tanh', name: 't' }),
        L.reLU({ name: 'own' }),
        L.leakyReLU({ name: 'leaky' }),
        L.dense({ units: 3, activation: 'sigmoid', name: 's' }),
      ],
    });
    expect([...read(model).nonlinearities]).toEqual([
      ['r', 'rectifier'],
      ['t', 'tanh'],
      ['own', 'rectifier'],
      ['s', 'sigmoid'],
    ]);
  });
});
