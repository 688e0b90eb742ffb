import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { buildDefinition } from '../../support/openModel';

const text = `import * as tf from '@tensorflow/tfjs';
class Scale extends tf.layers.Layer {
  constructor() { super({}); this.factor = tf.scalar(2); this.own = tf.variable(tf.scalar(3), true, 'own'); }
  call(inputs) { return tf.mul(tf.mul(inputs[0], this.factor), this.own); }
  static get className() { return 'Scale'; }
}
export function net() {
  const data = tf.randomNormal([100, 3]);
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [3] }), new Scale()] });
  model.predict(data);
  return model;
}
export function wrong() {
  tf.ones([5]);
  tf.engine().startScope();
  throw new Error('no');
}
export const also = () => tf.sequential({ layers: [tf.layers.dense({ units: wrong(), inputShape: [3] })] });`;

const open = (site: string) =>
  buildDefinition({
    root: resolve('.'),
    file: resolve('net.js'),
    text,
    site,
    arguments: {},
    backend: 'auto',
    probe: null,
  });

it('frees with a model every tensor that its code made, and not before', async () => {
  const build = await open('net');
  const before = tf.memory().numTensors;
  for (const seed of [1, 2, 3]) {
    const model = await build(seed);
    const tap = {
      edge: (_f: unknown, _t: unknown, _s: unknown, value: tf.Tensor) => value,
      output: (_l: unknown, _o: unknown, value: tf.Tensor) => value,
    };
    tf.tidy(() => {
      expect(model.forward([tf.ones([1, 3])], tap)).toHaveLength(1);
    });
    model.dispose();
  }
  expect(tf.memory().numTensors).toBe(before);
  expect(tf.engine().state.scopeStack).toHaveLength(0);
});

it('frees them at once where nothing was built', async () => {
  const build = await open('also');
  const before = tf.memory().numTensors;
  await expect(build(1)).rejects.toMatchObject({ code: 'model-threw' });
  expect(tf.memory().numTensors).toBe(before);
  expect(tf.engine().state.scopeStack).toHaveLength(0);
});
