import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { differenceOf, openOptimizer } from '../../../../src/engine/tfjs/trainer/optimizer';
import { lossFunctions } from '../../../../src/engine/tfjs/trainer/losses';
import { DisposableStore } from '../../../../src/shared/base/lifecycle';
import { testBackend } from '../../../support/testBackend';
import { buildSeeded, oneStep, probeOf } from '../../probe/probing';

const L = tf.layers;

beforeAll(() => openBackend(testBackend));

describe('another learning rate', () => {
  const compiledWith = (optimizer: () => tf.Optimizer) => () => {
    const model = tf.sequential({ layers: [L.dense({ units: 1, inputShape: [2] })] });
    model.compile({ loss: 'meanSquaredError', optimizer: optimizer() });
    return model;
  };

  it.each([
    ['momentum', () => tf.train.momentum(0.1, 0.7, true), { momentum: 0.7, useNesterov: true }],
    ['adam', () => tf.train.adam(0.1, 0.5, 0.6, 1e-3), { beta1: 0.5, beta2: 0.6, epsilon: 1e-3 }],
    ['rmsprop', () => tf.train.rmsprop(0.1, 0.8, 0.3, 1e-3, true), { decay: 0.8, centered: true }],
  ] as const)('keeps the settings of the model’s own %s', (name, make, settings) => {
    const model = buildSeeded(compiledWith(make), 1);
    const store = new DisposableStore();
    const choice = { name, learningRate: 0.5, origin: 'user', keepsOwn: true } as const;
    const optimizer = openOptimizer(model, choice, store);
    expect(optimizer.getConfig()).toMatchObject({ ...settings, learningRate: 0.5 });
    store.dispose();
    model.dispose();
  });
});

describe('an optimizer that TensorFlow.js has wrong', () => {
  it('is told from those that it has right', () => {
    expect(differenceOf(tf.train.adadelta(1))?.code).toBe('training.adadelta-differs');
    expect(differenceOf(tf.train.rmsprop(1, 0.9, 0, 1e-7, true))?.code).toBe(
      'training.centred-rmsprop-differs',
    );
    expect(differenceOf(tf.train.rmsprop(1))).toBeUndefined();
    expect(differenceOf(tf.train.sgd(1))).toBeUndefined();
  });

  it('is named in the report', async () => {
    const make = () => {
      const model = tf.sequential({ layers: [L.dense({ units: 1, inputShape: [2] })] });
      model.compile({ loss: 'meanSquaredError', optimizer: 'adadelta' });
      return model;
    };
    const { notMeasured } = await probeOf(make, oneStep);
    expect(notMeasured).toContainEqual(expect.objectContaining({ quantity: 'publishedUpdates' }));
  });
});

describe('cross-entropy of a softmax', () => {
  it.each([
    ['by its compiled name', true],
    ['by the name that is asked for', false],
  ])('has ∂L/∂p = −y / p for class numbers too, %s', (_, isCompiled) => {
    const make = () => {
      const model = tf.sequential({
        layers: [L.dense({ units: 3, activation: 'softmax', inputShape: [2] })],
      });
      model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: 'sgd' });
      return model;
    };
    const model = buildSeeded(make, 1);
    const [loss] = lossFunctions(model, [
      { name: 'sparseCategoricalCrossentropy', form: 'labels', isCompiled },
    ]);
    const p = tf.tensor2d([[0.2, 0.3, 0.5]]);
    const gradient = tf.grad((x: tf.Tensor) => loss!.call(tf.tensor2d([[1]]), x))(p);
    expect([...gradient.dataSync()]).toEqual([-0, expect.closeTo(-1 / 0.3, 5), -0]);
    model.dispose();
  });
});

describe('data for a layer that looks values up', () => {
  class Pick extends L.Layer {
    static get className() {
      return 'Pick';
    }
    override call([values, index]: tf.Tensor[]): tf.Tensor {
      return tf.gather(values!, tf.cast(index!, 'int32'), 1, 1);
    }
    override computeOutputShape([shape]: tf.Shape[]): tf.Shape {
      return [shape![0]!, 1];
    }
  }
  const picking = (dtype: 'int32' | 'float32') => () => {
    const x = tf.input({ shape: [4], name: 'x' });
    const index = tf.input({ shape: [1], dtype, name: 'index' });
    const values = L.dense({ units: 3 }).apply(x) as tf.SymbolicTensor;
    return tf.model({
      inputs: [x, index],
      outputs: new Pick({}).apply([values, index]) as tf.SymbolicTensor,
    });
  };
  const categories = () =>
    tf.sequential({
      layers: [
        L.categoryEncoding({ numTokens: 6, outputMode: 'multiHot', inputShape: [3] } as never),
        L.dense({ units: 2 }),
      ],
    });

  const embedding = (table: number, arranged: (ids: tf.SymbolicTensor[]) => unknown) => () => {
    const ids = ['a', 'b'].map((name) => tf.input({ shape: [2], dtype: 'int32', name }));
    const found = L.embedding({ inputDim: table, outputDim: 2 }).apply(arranged(ids) as never);
    const flat = L.flatten().apply(found);
    return tf.model({ inputs: ids, outputs: L.dense({ units: 1 }).apply(flat) as never });
  };
  const concatenated = (ids: tf.SymbolicTensor[]) => L.concatenate().apply(ids);
  const reshaped = (ids: tf.SymbolicTensor[]) =>
    L.reshape({ targetShape: [2, 2] }).apply(concatenated(ids));

  it.each<[string, () => tf.LayersModel, (number | undefined)[]]>([
    ['an embedding of inputs that are concatenated', embedding(3, concatenated), [3, 3]],
    ['an embedding of inputs that are reshaped', embedding(3, reshaped), [3, 3]],
    ['a gather by integers', picking('int32'), [undefined, 3]],
    ['a gather by numbers', picking('float32'), [undefined, 3]],
    ['category encoding', categories, [6]],
  ])('stays in its range: %s', async (_, make, vocabularies) => {
    const model = buildSeeded(make, 1);
    expect(model.inputs.map(({ vocabulary }) => vocabulary)).toEqual(vocabularies);
    model.dispose();
    const probing = probeOf(make, { ...oneStep, batchSize: 16 });
    // TensorFlow's own backend has no kernel that counts categories.
    if (make === categories && testBackend === 'tensorflow') {
      await expect(probing).rejects.toMatchObject({ code: 'model-threw' });
    } else expect((await probing).probe.loss.values.flat()[0]).toBeGreaterThan(0);
  });
});
