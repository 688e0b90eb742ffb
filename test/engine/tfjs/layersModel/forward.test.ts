import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import type { Tap } from '../../../../src/engine/tfjs/built/builtModel';
import { readLayersModel } from '../../../../src/engine/tfjs/layersModel/readLayersModel';
import { testContext } from './context';
import { refusal } from '../../../support/refusal';
import { testBackend } from '../../../support/testBackend';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;
const read = (model: tf.LayersModel) => readLayersModel(model, testContext);

const untapped: Tap = {
  edge: (_from, _to, _slot, value) => value,
  output: (_layer, _output, value) => value,
};
const listOf = (value: tf.Tensor | tf.Tensor[]): tf.Tensor[] =>
  Array.isArray(value) ? value : [value];

/** Runs a model both ways; the model's layers must not draw random numbers. */
function agreesWithFramework(model: tf.LayersModel, inputs: tf.Tensor[]): void {
  const ours = read(model).forward(inputs, untapped);
  const theirs = listOf(model.apply(inputs, { training: true }) as tf.Tensor | tf.Tensor[]);
  expect(ours.map(({ shape }) => shape)).toEqual(theirs.map(({ shape }) => shape));
  ours.forEach((value, i) => expect([...value.dataSync()]).toEqual([...theirs[i]!.dataSync()]));
}

beforeAll(() => openBackend(testBackend));

describe('the forward pass equals the framework’s own', () => {
  it('with several inputs and outputs, nested models and shared layers', () => {
    const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
    const shared = L.dense({ units: 4, activation: 'tanh' });
    const inner = tf.sequential({ layers: [L.dense({ units: 3, inputShape: [4] })] });
    const sum = apply(L.add(), [apply(shared, a), apply(shared, b)]);
    const model = tf.model({ inputs: [a, b], outputs: [apply(inner, sum), sum] });
    agreesWithFramework(model, [tf.randomNormal([2, 4]), tf.randomNormal([2, 4])]);
  });

  it('with recurrent layers that start from given states and return theirs', () => {
    const input = tf.input({ shape: [5, 3] });
    const outputs = L.lstm({ units: 2, returnState: true }).apply(input) as Symbolic[];
    const again = L.lstm({ units: 2 }).apply(input, { initialState: outputs.slice(1) });
    const model = tf.model({ inputs: input, outputs: [outputs[0]!, again as Symbolic] });
    agreesWithFramework(model, [tf.randomNormal([2, 5, 3])]);
  });

  it('with masks from padding, which change what a recurrent layer remembers', () => {
    const input = tf.input({ shape: [5] });
    const embedded = apply(L.embedding({ inputDim: 9, outputDim: 3, maskZero: true }), input);
    const model = tf.model({ inputs: input, outputs: apply(L.lstm({ units: 2 }), embedded) });
    const [padded, longer] = [tf.tensor2d([[1, 2, 0, 0, 0]]), tf.tensor2d([[1, 2, 3, 4, 5]])];
    agreesWithFramework(model, [padded]);
    const state = (tokens: tf.Tensor) => [
      ...read(model).forward([tokens], untapped)[0]!.dataSync(),
    ];
    const short = tf.tensor2d([[1, 2, 0, 0, 0]]);
    expect(state(short)).not.toEqual(state(longer));
  });
});

it.each([{ scale: false }, { center: false }, { scale: false, center: false }])(
  'normalizes over the batch as by a scale of 1 and an offset of 0 where there is none: %o',
  (parts) => {
    const given = tf.randomNormal([8, 3, 3, 4], 5, 2);
    const normalized = (options: object, timed = false) => {
      const input = tf.input({ shape: [3, 3, 4] });
      const norm = L.batchNormalization(options);
      const layer = timed ? L.timeDistributed({ layer: norm }) : norm;
      const built = read(tf.model({ inputs: input, outputs: apply(layer, input) }));
      return { built, values: [...built.forward([given], untapped)[0]!.dataSync()] };
    };
    expect(normalized(parts).values).toEqual(normalized({}).values);
    expect(normalized(parts, true).values).toEqual(normalized({}, true).values);
    const { trainable } = normalized(parts).built.graph.layers[1]!.parameters;
    expect(trainable).toBe(4 * (2 - Object.keys(parts).length));
  },
);

it('says at its line which layer cannot run in training mode, and why', async () => {
  const input = tf.input({ shape: [4] });
  const norm = L.batchNormalization({ name: 'norm' });
  norm.call = () => {
    throw new Error('not today');
  };
  const model = tf.model({ inputs: input, outputs: apply(norm, input) });
  const at = { file: 'model.ts', line: 7, column: 3 };
  const built = readLayersModel(model, { ...testContext, sourceOf: () => [at] });
  const run = Promise.resolve().then(() => built.forward([tf.zeros([1, 4])], untapped));
  expect(await refusal(run)).toMatchObject({
    code: 'model-threw',
    at,
    sentence:
      'The model code stopped with: the layer norm (BatchNormalization) cannot run in training mode: not today.',
  });
});
