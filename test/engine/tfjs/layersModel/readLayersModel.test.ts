import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import type { BuiltModel } from '../../../../src/engine/tfjs/built/builtModel';
import { readLayersModel } from '../../../../src/engine/tfjs/layersModel/readLayersModel';
import type { LayerNode } from '../../../../src/shared/network/network';
import { testContext } from './context';
import { testBackend } from '../../../support/testBackend';

const L = tf.layers;
type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, x: Symbolic | Symbolic[]): Symbolic =>
  layer.apply(x) as Symbolic;
const read = (model: tf.LayersModel): BuiltModel => readLayersModel(model, testContext);
const node = (built: BuiltModel, id: string): LayerNode =>
  built.graph.layers.find((layer) => layer.id === id)!;
const ids = (built: BuiltModel): string[] => built.graph.layers.map(({ id }) => id);

beforeAll(() => openBackend(testBackend));

describe('the shape of the graph', () => {
  it('flattens nested models into groups, and edges run straight through their borders', () => {
    const block = tf.sequential({
      name: 'block',
      layers: [L.dense({ units: 4, name: 'a', inputShape: [3] }), L.dense({ units: 5, name: 'b' })],
    });
    const input = tf.input({ shape: [3], name: 'in' });
    const out = apply(L.dense({ units: 2, name: 'out' }), apply(block, input));
    const built = read(tf.model({ inputs: input, outputs: out }));

    expect(ids(built)).toEqual(['in', 'block/a', 'block/b', 'out']);
    expect(built.graph.groups).toEqual([
      { id: 'block', name: 'block', parent: null, kind: 'model', repeat: 1 },
    ]);
    expect(node(built, 'block/b').group).toBe('block');
    expect(node(built, 'block/a').inputs).toEqual([{ layer: 'in', output: 0 }]);
    expect(node(built, 'out').inputs).toEqual([{ layer: 'block/b', output: 0 }]);
    expect(built.graph.outputs).toEqual([{ layer: 'out', output: 0 }]);
  });

  it('nests groups as models nest', () => {
    const inner = tf.sequential({
      name: 'inner',
      layers: [L.dense({ units: 3, name: 'd', inputShape: [3] })],
    });
    const middleIn = tf.input({ shape: [3] });
    const middle = tf.model({
      name: 'middle',
      inputs: middleIn,
      outputs: apply(inner, middleIn),
    });
    const input = tf.input({ shape: [3], name: 'in' });
    const built = read(tf.model({ inputs: input, outputs: apply(middle, input) }));
    expect(ids(built)).toEqual(['in', 'middle/inner/d']);
    expect(built.graph.groups.map(({ id, parent }) => [id, parent])).toEqual([
      ['middle', null],
      ['middle/inner', 'middle'],
    ]);
  });

  it('makes one node per call of a shared layer and counts its weights once', () => {
    const input = tf.input({ shape: [4], name: 'in' });
    const shared = L.dense({ units: 4, name: 'shared' });
    const twice = apply(shared, apply(shared, input));
    const built = read(tf.model({ inputs: input, outputs: twice }));
    expect(ids(built)).toEqual(['in', 'shared', 'shared#2']);
    expect(node(built, 'shared#2').sharedWith).toBe('shared');
    expect(node(built, 'shared').parameters).toEqual({ trainable: 20, frozen: 0 });
    expect(node(built, 'shared#2').parameters).toEqual({ trainable: 0, frozen: 0 });
    expect(node(built, 'shared#2').operation).toMatchObject({ kernelEntries: 16 });
    expect(built.weights.map(({ layer, name }) => `${layer}/${name}`)).toEqual([
      'shared/kernel',
      'shared/bias',
    ]);
  });

  it('tells two calls of a nested model apart', () => {
    const twin = tf.sequential({
      name: 'twin',
      layers: [L.dense({ units: 2, name: 'd', inputShape: [3] })],
    });
    const [a, b] = [tf.input({ shape: [3], name: 'a' }), tf.input({ shape: [3], name: 'b' })];
    const both = apply(L.concatenate({ name: 'both' }), [apply(twin, a), apply(twin, b)]);
    const built = read(tf.model({ inputs: [a, b], outputs: both }));
    expect(node(built, 'twin/d#2')).toMatchObject({ sharedWith: 'twin/d', group: 'twin#2' });
    expect(node(built, 'both').inputs.map(({ layer }) => layer)).toEqual(['twin/d', 'twin/d#2']);
  });

  it('asks where each call of a layer was made', () => {
    const input = tf.input({ shape: [4] });
    const shared = L.dense({ units: 4, name: 'shared' });
    const model = tf.model({ inputs: input, outputs: apply(shared, apply(shared, input)) });
    const asked: [string, number][] = [];
    readLayersModel(model, {
      ...testContext,
      sourceOf: (layer, call) => {
        asked.push([layer.name, call]);
        return [];
      },
    });
    expect(asked.slice(1)).toEqual([
      ['shared', 0],
      ['shared', 1],
    ]);
  });

  it('builds a sequential model that was not built yet, and refuses one without layers', () => {
    const model = tf.sequential({ layers: [L.dense({ units: 1, inputShape: [2], name: 'd' })] });
    expect(read(model).graph.layers.map(({ kind }) => kind)).toEqual(['InputLayer', 'Dense']);
    expect(() => read(tf.sequential())).toThrow('unbuildable');
  });
});

describe('inputs, outputs and weights', () => {
  it('takes a float input that is looked up in a table for token ids', () => {
    const model = tf.sequential({
      layers: [
        L.embedding({ inputDim: 50, outputDim: 4, inputLength: 6, name: 'e' }),
        L.flatten(),
        L.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const built = read(model);
    expect(built.inputs[0]).toMatchObject({ shape: [null, 6], vocabulary: 50 });
    expect(built.graph.layers[0]!.operation).toEqual({ type: 'input', carriesGradient: false });
    expect(node(built, 'e').operation).toEqual({ type: 'source', kernelEntries: 200 });
  });

  it('finds the activation of an output behind layers that only rearrange', () => {
    const input = tf.input({ shape: [4] });
    const hidden = apply(L.dense({ units: 6, activation: 'softmax' }), input);
    const steps = apply(L.repeatVector({ n: 3 }), input);
    const outputs = [
      apply(L.timeDistributed({ layer: L.dense({ units: 2, activation: 'softmax' }) }), steps),
      apply(L.reshape({ targetShape: [2, 3] }), hidden),
      apply(L.dense({ units: 1, activation: 'sigmoid' }), input),
      apply(L.dense({ units: 1 }), input),
      apply(L.dense({ units: 1, activation: 'relu' }), input),
    ];
    expect(read(tf.model({ inputs: input, outputs })).outputs.map((o) => o.activation)).toEqual([
      'softmax',
      'softmax',
      'sigmoid',
      'linear',
      'other',
    ]);
  });

  it('counts frozen layers apart', () => {
    const model = tf.sequential({
      layers: [
        L.dense({ units: 3, inputShape: [2], trainable: false, name: 'frozen' }),
        L.batchNormalization({ name: 'bn' }),
      ],
    });
    const built = read(model);
    expect(node(built, 'frozen').parameters).toEqual({ trainable: 0, frozen: 9 });
    expect(node(built, 'bn').parameters).toEqual({ trainable: 6, frozen: 6 });
    expect(built.weights.filter(({ trainable }) => trainable).map(({ name }) => name)).toEqual([
      'gamma',
      'beta',
    ]);
  });

  it('names the weights of a layer so that they differ', () => {
    const wrapped = L.bidirectional({
      layer: L.simpleRNN({ units: 2, name: 'rnn' }),
      mergeMode: 'concat',
      name: 'both',
    });
    const input = tf.input({ shape: [3, 2] });
    const names = read(tf.model({ inputs: input, outputs: apply(wrapped, input) })).weights.map(
      ({ name }) => name,
    );
    expect(new Set(names).size).toBe(6);
    expect(names[0]).toBe('forward_rnn/kernel');
  });

  it('reports what the model was compiled with, by output', () => {
    const input = tf.input({ shape: [4] });
    const heads = ['a', 'b'].map((name) => apply(L.dense({ units: 2, name }), input));
    const model = tf.model({ inputs: input, outputs: heads });
    expect(read(model).compiled).toBeUndefined();
    const own = (target: tf.Tensor, prediction: tf.Tensor) => tf.mean(tf.sub(target, prediction));
    model.compile({ optimizer: 'adam', loss: { a: 'meanSquaredError', b: own as never } });
    const { compiled } = read(model);
    expect(compiled!.losses.map(({ name }) => name)).toEqual(['meanSquaredError', 'own']);
    expect(compiled!.optimizer!.getClassName()).toBe('Adam');
  });

  it('hands out the losses of the framework by name and refuses others', () => {
    const built = read(tf.sequential({ layers: [L.dense({ units: 1, inputShape: [1] })] }));
    const loss = built.namedLoss('meanAbsoluteError');
    const value = loss.call(tf.tensor2d([[1, 5]]), tf.tensor2d([[2, 2]]));
    expect([...value.dataSync()]).toEqual([2]);
    expect(() => built.namedLoss('nonsense')).toThrow('invalid-argument');
  });

  it('frees every tensor on disposal', () => {
    const before = tf.memory().numTensors;
    const input = tf.input({ shape: [8, 8, 3] });
    const block = tf.sequential({
      layers: [
        L.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 3] }),
        L.batchNormalization(),
        L.flatten(),
        L.dense({ units: 2 }),
      ],
    });
    const model = tf.model({ inputs: input, outputs: apply(block, input) });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    read(model).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
