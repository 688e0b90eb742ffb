import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { explainFailure } from '../../../src/shared/words/failures';
import { layerOf, probeOf } from './probing';
import { gapsInWords } from '../../support/gaps';
import { testBackend } from '../../support/testBackend';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;
const dense = (name: string, more: object = {}): tf.layers.Layer =>
  L.dense({ units: 3, name, ...more });
const constant = (value: number) => tf.initializers.constant({ value });

beforeAll(() => openBackend(testBackend));

describe('the loss and its targets', () => {
  const head = (units: number, activation: string, loss?: unknown) => (): tf.LayersModel => {
    const layer = L.dense({
      units,
      activation: activation as 'relu',
      inputShape: [4],
      name: 'out',
    });
    const model = tf.sequential({ layers: [layer] });
    if (loss !== undefined) model.compile({ optimizer: 'sgd', loss: loss as string });
    return model;
  };
  const lossOf = async (...given: Parameters<typeof head>) =>
    (await probeOf(head(...given))).probe.loss;

  it.each([
    [3, 'softmax', 'categoricalCrossentropy'],
    [2, 'sigmoid', 'binaryCrossentropy'],
    [2, 'linear', 'meanSquaredError'],
    [2, 'relu', 'meanSquaredError'],
  ])('follow the last layer (%i × %s)', async (units, activation, name) => {
    expect((await lossOf(units, activation)).name).toBe(name);
  });

  it.each([
    ['sparseCategoricalCrossentropy', 'softmax', 'sparseCategoricalCrossentropy'],
    ['hinge', 'tanh', 'hinge'],
    [tf.losses.softmaxCrossEntropy, 'linear', 'softmaxCrossEntropy'],
    [tf.losses.sigmoidCrossEntropy, 'linear', 'sigmoidCrossEntropy'],
  ])('are those that the model was compiled with (case %#)', async (loss, activation, name) => {
    const found = await lossOf(10, activation, loss);
    expect(found.name).toBe(name);
    expect(Number.isFinite(found.values[0]![0])).toBe(true);
  });

  it('are one-hot for a softmax cross-entropy on a linear head: the loss starts near log of the classes', async () => {
    const { values } = await lossOf(10, 'linear', tf.losses.softmaxCrossEntropy);
    expect(values[0]![0]).toBeGreaterThan(1);
    expect(values[0]![0]).toBeLessThan(6);
  });

  it('are what the request names before all else', async () => {
    const { probe } = await probeOf(head(2, 'sigmoid', 'binaryCrossentropy'), {
      loss: 'meanAbsoluteError',
    });
    expect(probe.loss.name).toBe('meanAbsoluteError');
    await expect(probeOf(head(2, 'sigmoid'), { loss: 'none' })).rejects.toThrow('invalid-argument');
    const failure = toFailureInfo(
      await probeOf(head(2, 'sigmoid'), { optimizer: 'None' }).catch((error: unknown) => error),
    );
    expect(failure.code).toBe('invalid-argument');
    expect(explainFailure(failure)).toBe(
      'There is no optimizer None; choose one of sgd, momentum, adagrad, adadelta, adam, adamax, rmsprop.',
    );
  });

  it('come with the optimizer of the compiled model, and its learning rate', async () => {
    const compiled = (): tf.LayersModel => {
      const model = head(2, 'linear')();
      model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' });
      return model;
    };
    expect((await probeOf(compiled)).probe).toMatchObject({
      optimizer: 'adam',
      learningRate: 0.05,
      optimizerOrigin: 'model',
    });
    expect((await probeOf(compiled, { learningRate: 0.5 })).probe).toMatchObject({
      optimizer: 'adam',
      learningRate: 0.5,
      optimizerOrigin: 'user',
    });
    expect((await probeOf(head(2, 'linear'))).probe.optimizerOrigin).toBe('default');
  });
});

describe('models of every make', () => {
  it('several inputs and outputs: the losses add up', async () => {
    const both = (): tf.LayersModel => {
      const [a, b] = [tf.input({ shape: [4], name: 'a' }), tf.input({ shape: [5], name: 'b' })];
      const joined = apply(L.concatenate({ name: 'joined' }), [a, b]);
      return tf.model({
        inputs: [a, b],
        outputs: [
          apply(dense('classes', { activation: 'softmax' }), joined),
          apply(dense('values'), joined),
        ],
      });
    };
    const { probe, notMeasured } = await probeOf(both);
    expect(probe.loss.name).toBe('categoricalCrossentropy + meanSquaredError');
    expect(probe.edges.map(({ from, l2 }) => [from, l2! > 0])).toEqual([
      ['a', true],
      ['b', true],
      ['joined', true],
      ['joined', true],
    ]);
    expect(notMeasured).toEqual([]);
  });

  it('tokens: the gradient ends at the table, and the report says nothing of what cannot be', async () => {
    const text = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          L.embedding({
            inputDim: 20,
            outputDim: 4,
            inputLength: 6,
            maskZero: true,
            name: 'table',
          }),
          L.lstm({ units: 3, name: 'lstm' }),
          dense('out', { activation: 'softmax' }),
        ],
      });
    const { probe, notMeasured } = await probeOf(text);
    const [looked] = layerOf(probe, 'table').weights;
    expect(looked!.gradient!.l2).toBeGreaterThan(0);
    expect(looked!.gradient!.zeroShare).toBeGreaterThan(0);
    expect(layerOf(probe, 'table').activationGradient!.rms).toBeGreaterThan(0);
    expect(layerOf(probe, 'lstm').gain).toBeGreaterThan(0);
    expect(notMeasured).toEqual([]);
  });

  it('regularizers: their penalty is part of the loss and of the gradient', async () => {
    const with1 = (l2: number) => (): tf.LayersModel =>
      tf.sequential({
        layers: [
          dense('layer', {
            inputShape: [4],
            kernelInitializer: constant(0.5),
            ...(l2 > 0 && { kernelRegularizer: tf.regularizers.l2({ l2 }) }),
          }),
        ],
      });
    const [plain, penalised] = [await probeOf(with1(0)), await probeOf(with1(10))];
    const loss = (run: typeof plain) => run.probe.loss.values[0]![0]!;
    expect(loss(penalised) - loss(plain)).toBeCloseTo(10 * 12 * 0.25, 3);
    const gradient = (run: typeof plain) => layerOf(run.probe, 'layer').weights[0]!.gradient!.l2!;
    expect(gradient(penalised)).toBeGreaterThan(10 * gradient(plain));
  });

  it('frozen layers: no weight of theirs is trained, yet the gradient through them is measured', async () => {
    const frozen = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          dense('frozen', { inputShape: [4], trainable: false }),
          dense('alsoFrozen', { trainable: false, activation: 'tanh' }),
          dense('out'),
        ],
      });
    const { probe, notMeasured } = await probeOf(frozen);
    expect(layerOf(probe, 'frozen').weights).toEqual([]);
    expect(layerOf(probe, 'frozen').gain).toBeGreaterThan(0);
    expect(probe.edges[0]!.l2).toBeGreaterThan(0);
    expect(layerOf(probe, 'out').weights).toHaveLength(2);
    expect(notMeasured).toEqual([]);
  });

  it('a weight that no gradient path leads to: absent with the reason, never zero', async () => {
    class Idle extends tf.layers.Layer {
      static readonly className = 'Idle';
      override build(): void {
        this.addWeight('unused', [3], 'float32', constant(1));
        this.built = true;
      }
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2);
      }
    }
    const { probe, notMeasured } = await probeOf(() =>
      tf.sequential({ layers: [dense('first', { inputShape: [4] }), new Idle({ name: 'idle' })] }),
    );
    expect(layerOf(probe, 'idle').weights).toEqual([
      { name: 'unused', size: 3, initial: { mean: 1, std: 0 } },
    ]);
    expect(layerOf(probe, 'idle').gain).toBeCloseTo(2, 6);
    expect(gapsInWords(notMeasured)).toEqual([
      {
        quantity: 'gradient of unused',
        layer: 'idle',
        reason: 'no gradient comes back from the loss to here',
      },
    ]);
  });

  it('a layer that the loss does not depend on: nothing is made up for it', async () => {
    const idle = (): tf.LayersModel => {
      const input = tf.input({ shape: [3], name: 'in' });
      const lost = apply(dense('lost', { kernelInitializer: 'zeros' }), input);
      const cut = apply(L.multiply({ name: 'cut' }), [lost, lost]);
      const sum = apply(L.add({ name: 'sum' }), [apply(dense('used'), input), cut]);
      return tf.model({ inputs: input, outputs: sum });
    };
    const { probe } = await probeOf(idle);
    expect(layerOf(probe, 'lost').weights[0]!.gradient).toMatchObject({ l2: 0, zeroShare: 1 });
  });

  it('an open size: the probe says which one it measured at', async () => {
    const open = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          L.conv2d({ filters: 2, kernelSize: 3, inputShape: [null, null, 1], name: 'conv' }),
          L.globalAveragePooling2d({}),
          dense('out'),
        ],
      });
    const { notMeasured } = await probeOf(open);
    expect(gapsInWords(notMeasured)).toEqual([
      {
        quantity: 'input size',
        layer: 'conv_input',
        reason: 'this input takes any size; the probe measured at 32 × 32 × 1',
      },
    ]);
  });

  it('a fixed batch size is kept', async () => {
    const stateful = (): tf.LayersModel =>
      tf.sequential({ layers: [dense('layer', { batchInputShape: [7, 4] })] });
    expect((await probeOf(stateful, { batchSize: 4 })).probe.batchSize).toBe(7);
  });

  it('layers without names: the same layers under the same ids for every seed', async () => {
    const unnamed = (): tf.LayersModel =>
      tf.sequential({ layers: [L.dense({ units: 3, inputShape: [4] }), L.dense({ units: 1 })] });
    const { probe } = await probeOf(unnamed, { seeds: 3 });
    const complete = probe.layers.every(({ history }) =>
      history.activationGradient!.every(([value]) => value !== null),
    );
    expect(complete).toBe(true);
    expect(layerOf(probe, probe.layers[1]!.layer).spread!.gain!.max).toBeGreaterThan(0);
  });
});
