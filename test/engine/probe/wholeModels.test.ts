import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { Probe } from '../../../src/shared/report/probe';
import { comparedBackends } from '../../support/testBackend';
import { probeOf } from './probing';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const on = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;

const dense = (name: string, more: object = {}): tf.layers.Layer =>
  L.dense({ units: 2, activation: 'tanh', name, ...more });
const drawn = { recurrentInitializer: 'glorotNormal' } as const;
const stack = (...layers: tf.layers.Layer[]): tf.LayersModel => tf.sequential({ layers });

/** Small enough that every entry of every weight is moved both ways. */
const models: Readonly<Record<string, () => tf.LayersModel>> = {
  'a shared layer': () => {
    const [a, b] = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
    const shared = dense('shared');
    const twice = on(shared, on(shared, a));
    return tf.model({ inputs: [a, b], outputs: on(L.add({}), [twice, on(shared, b)]) });
  },
  'a nested model, used twice': () => {
    const inner = stack(dense('inner', { inputShape: [2] }), dense('last'));
    const x = tf.input({ shape: [2] });
    return tf.model({ inputs: x, outputs: on(inner, on(inner, x)) });
  },
  'several inputs and outputs': () => {
    const [a, b] = [tf.input({ shape: [2] }), tf.input({ shape: [3] })];
    const joined = on(L.concatenate({}), [on(dense('left'), a), on(dense('right'), b)]);
    const outputs = [
      on(dense('classes', { activation: 'softmax' }), joined),
      on(dense('values'), joined),
    ];
    return tf.model({ inputs: [a, b], outputs });
  },
  'a simple recurrent layer': () =>
    stack(L.simpleRNN({ units: 2, inputShape: [3, 2], ...drawn }), dense('out')),
  'an LSTM': () => stack(L.lstm({ units: 2, inputShape: [3, 1], ...drawn }), dense('out')),
  'a GRU that goes both ways': () =>
    stack(
      L.bidirectional({
        layer: L.gru({ units: 1, ...drawn }),
        mergeMode: 'concat',
        inputShape: [3, 1],
      }),
      dense('out'),
    ),
  'a dense layer at each time': () =>
    stack(
      L.timeDistributed({ layer: dense('each'), inputShape: [3, 2] }),
      L.flatten(),
      dense('out'),
    ),
  'a mask': () =>
    stack(
      L.embedding({ inputDim: 3, outputDim: 2, inputLength: 4, maskZero: true }),
      L.lstm({ units: 2, ...drawn }),
      dense('out'),
    ),
  regularizers: () =>
    stack(
      dense('first', {
        inputShape: [2],
        kernelRegularizer: tf.regularizers.l1l2({ l1: 0.1, l2: 3 }),
      }),
      // At 0, any number between -1 and 1 is a derivative of |b|.
      dense('out', { biasRegularizer: 'l1l2', biasInitializer: 'ones' }),
    ),
  'batch norm between convolutions': () =>
    stack(
      L.conv2d({ filters: 2, kernelSize: 2, inputShape: [4, 4, 1], activation: 'tanh' }),
      L.batchNormalization({}),
      L.conv2d({ filters: 1, kernelSize: 2, strides: 2, padding: 'same' }),
      L.flatten(),
      dense('out'),
    ),
  'a compiled model with a loss of its own': () => {
    const model = stack(dense('first', { inputShape: [2] }), dense('out'));
    const loss = (truth: tf.Tensor, guess: tf.Tensor): tf.Tensor =>
      tf.mean(tf.pow(tf.sub(truth, guess), 4), -1);
    model.compile({ optimizer: 'adam', loss });
    return model;
  },
  'a compiled model with a loss by name': () => {
    const model = stack(dense('out', { inputShape: [3], activation: 'sigmoid' }));
    model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy' });
    return model;
  },
  'frozen layers before and behind': () =>
    stack(
      dense('frozen', { inputShape: [2], trainable: false }),
      dense('trained'),
      dense('alsoFrozen', { trainable: false }),
    ),
};

/** A model with one entry of one trained weight moved by `step`. */
function moved(make: () => tf.LayersModel, { weight, entry, step }: Move) {
  return (): tf.LayersModel => {
    const model = make();
    const variable = model.trainableWeights[weight]!;
    tf.tidy(() => {
      const values = variable.read().dataSync().slice();
      values[entry]! += step;
      variable.write(tf.tensor(values, variable.shape as number[]));
    });
    return model;
  };
}
interface Move {
  readonly weight: number;
  readonly entry: number;
  readonly step: number;
}

const lossOf = ({ loss }: Probe): number => loss.values[0]![0]!;
const STEP = 1e-2;

/** ‖∂L/∂w‖ of each trained weight, from central differences of the probe's own loss. */
async function differences(make: () => tf.LayersModel): Promise<number[]> {
  const model = make();
  const sizes = model.trainableWeights.map(({ shape }) => tf.util.sizeFromShape(shape as number[]));
  model.dispose();
  const norms: number[] = [];
  for (const [weight, size] of sizes.entries()) {
    let squares = 0;
    for (let entry = 0; entry < size; entry++) {
      const at = async (step: number) =>
        lossOf((await probeOf(moved(make, { weight, entry, step }))).probe);
      squares += ((await at(STEP)) - (await at(-STEP))) ** 2;
    }
    norms.push(Math.sqrt(squares) / (2 * STEP));
  }
  return norms;
}

describe.each(comparedBackends)('the weight gradients on %s of a model with', (backend) => {
  beforeAll(() => openBackend(backend));

  it.each(Object.entries(models))('%s agree with finite differences', async (_, make) => {
    const { probe } = await probeOf(make);
    const measured = probe.layers
      .flatMap(({ weights }) => weights)
      .map(({ gradient }) => gradient?.l2 ?? NaN);
    const expected = await differences(make);
    expect(measured).toHaveLength(expected.length);
    const apart = measured.map((norm, index) =>
      Math.abs(norm - expected[index]!) <= 2e-3 + 0.01 * expected[index]!
        ? 0
        : [norm, expected[index]],
    );
    expect(apart).toEqual(measured.map(() => 0));
  });
});
