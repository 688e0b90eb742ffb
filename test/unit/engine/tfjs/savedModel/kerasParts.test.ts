import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  kerasActivation,
  registerKerasActivations,
  withVersion,
} from '../../../../../src/engine/tfjs/savedModel/kerasActivations';
import { isKnownLayer, kerasConfig } from '../../../../../src/engine/tfjs/savedModel/kerasConfig';
import { normalizeModel } from '../../../../../src/engine/tfjs/savedModel/normalizeModel';
import type { JsonObject } from '../../../../../src/shared/base/jsonValues';

interface Curve {
  apply(x: tf.Tensor): tf.Tensor;
}

/** Makes an activation as the framework does. */
function curveOf(written: unknown): Curve {
  const { class_name, config } =
    typeof written === 'string'
      ? { class_name: written, config: {} }
      : (written as { class_name: string; config: tf.serialization.ConfigDict });
  const [cls, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[class_name]!;
  return fromConfig(cls, config) as unknown as Curve;
}

const layer = (class_name: string, config: object) => ({ class_name, config });
const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Math.round(value * 1e3) / 1e3 + 0);

describe('activations of Keras 3', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
    registerKerasActivations();
  });

  // At -4, -1, 0, 0.5 and 4, by the formulas of Keras 3.
  it.each<[unknown, number[]]>([
    ['hard_silu', [0, -0.333, 0, 0.292, 4]],
    ['leaky_relu', [-0.8, -0.2, 0, 0.5, 4]],
    ['exponential', [0.018, 0.368, 1, 1.649, 54.598]],
    ['hard_tanh', [-1, -1, 0, 0.5, 1]],
    ['squareplus', [0.236, 0.618, 1, 1.281, 4.236]],
    [layer('LeakyReLU', { negative_slope: 0.1 }), [-0.4, -0.1, 0, 0.5, 4]],
    [layer('LeakyReLU', { alpha: 0.1 }), [-0.4, -0.1, 0, 0.5, 4]],
    [layer('ReLU', { max_value: 1, negative_slope: 0.5 }), [-2, -0.5, 0, 0.5, 1]],
    [layer('ELU', { alpha: 0.5 }), [-0.491, -0.316, 0, 0.5, 4]],
  ])('%j is computed', (value, expected) => {
    const y = curveOf(kerasActivation(value)).apply(tf.tensor1d([-4, -1, 0, 0.5, 4]));
    expect(rounded(y.dataSync())).toEqual(expected);
  });

  it('hard_sigmoid has the slope of the version that wrote the file', () => {
    const layers = (input: object) => ({
      layers: [layer('InputLayer', input), layer('Dense', { activation: 'hard_sigmoid' })],
    });
    const written = (input: object): unknown =>
      (withVersion(layers(input)) as ReturnType<typeof layers>).layers[1]!.config;
    expect(written({ batch_input_shape: [null, 2] })).toEqual({ activation: 'hard_sigmoid' });
    const { activation } = written({ batch_shape: [null, 2] }) as { activation: string };
    const y = curveOf(kerasActivation(activation)).apply(tf.tensor1d([-4, -1, 0, 0.5, 4]));
    expect(rounded(y.dataSync())).toEqual([0, 0.333, 0.5, 0.583, 1]);
  });

  it('a layer with weights in the place of an activation is not known', () => {
    const config = { units: 2, activation: layer('PReLU', { shared_axes: null }) };
    expect(isKnownLayer({ className: 'Dense', config })).toBe(false);
  });
});

describe('penalties of Keras', () => {
  it.each<[unknown, object | undefined]>([
    [layer('L2', { l2: 0.05 }), { l1: 0, l2: 0.05 }],
    [layer('L1', { l1: 0.05 }), { l1: 0.05, l2: 0 }],
    [layer('L1L2', { l1: 0.02, l2: 0.05 }), { l1: 0.02, l2: 0.05 }],
    [layer('L1L2', { l2: 0.05 }), { l1: 0, l2: 0.05 }],
    ['l2', { l1: 0, l2: 0.01 }],
    [null, undefined],
  ])('%j is read', (kernel_regularizer, config) => {
    expect(kerasConfig({ kernel_regularizer })['kernel_regularizer']).toEqual(
      config && { class_name: 'L1L2', config },
    );
    expect(isKnownLayer({ className: 'Dense', config: { kernel_regularizer } })).toBe(true);
  });

  it.each([
    { kernel_regularizer: layer('OrthogonalRegularizer', { factor: 0.1 }) },
    { bias_regularizer: layer('My>Own', {}) },
    { activity_regularizer: layer('L2', { l2: 0.1 }) },
  ])('a layer with %j is not computed without it', (config) => {
    expect(isKnownLayer({ className: 'Dense', config })).toBe(false);
  });

  it('of a frozen layer do not count, as in Keras', () => {
    const config = { kernel_regularizer: layer('L2', { l2: 0.1 }), trainable: false };
    expect(kerasConfig(config)).toEqual({ trainable: false });
  });

  it('on a recurrent cell are left out by the framework, so it is not computed', () => {
    const config = { recurrent_regularizer: layer('L2', { l2: 0.1 }) };
    expect(isKnownLayer({ className: 'LSTM', config })).toBe(false);
    const both = { layer: layer('GRU', config) };
    expect(isKnownLayer({ className: 'Bidirectional', config: both })).toBe(false);
  });

  it('are read in wrappers, and activations in cells', () => {
    const kernel_regularizer = layer('L2', { l2: 0.05 });
    const inner = layer('Dense', { name: 'inner', units: 2, kernel_regularizer });
    const cell = layer('LSTMCell', { name: 'cell', units: 2, activation: 'leaky_relu' });
    const { topology } = normalizeModel('Sequential', {
      layers: [
        layer('TimeDistributed', { name: 'steps', layer: inner }),
        layer('RNN', { name: 'rnn', cell }),
      ],
    });
    const [steps, rnn] = (topology['config'] as { layers: { config: JsonObject }[] }).layers;
    const read = { class_name: 'L1L2', config: { l1: 0, l2: 0.05 } };
    expect(steps?.config['layer']).toMatchObject({ config: { kernel_regularizer: read } });
    expect(rnn?.config['cell']).toMatchObject({ config: { activation: 'SkipScopeLeakyRelu' } });
  });
});

it('a distribution of Keras that the framework does not have is its nearest', () => {
  const config = { scale: 2, mode: 'fan_out', distribution: 'untruncated_normal' };
  const read = kerasConfig({ kernel_initializer: layer('VarianceScaling', config) });
  expect(read['kernel_initializer']).toMatchObject({ config: { distribution: 'normal' } });
});

describe('layers of Keras that the framework takes for something else', () => {
  const there = layer('LSTM', { name: 'forward', units: 2, go_backwards: false });
  const back = layer('LSTM', { name: 'backward', units: 2, go_backwards: true });
  const bent = layer('LSTM', { ...back.config, activation: 'relu' });

  it.each<[string, object, boolean]>([
    ['Identity', {}, false],
    ['ELU', { alpha: 1 }, true],
    ['ELU', { alpha: 0.5 }, false],
    ['Conv1D', { data_format: 'channels_first' }, false],
    ['Bidirectional', { layer: there, backward_layer: back }, true],
    ['Bidirectional', { layer: there, backward_layer: bent }, false],
  ])('%s with %j is computed: %s', (className, config, isKnown) => {
    expect(isKnownLayer({ className, config: config as JsonObject })).toBe(isKnown);
  });
});
