import { describe, expect, it } from 'vitest';
import { inspectFile } from '../examples/inspectExample';

/** A layer that calls layers of its own: made in the constructor, and built by the first call. */
const feedForward = (hold: string, down: string): string => `
const tf = require('@tensorflow/tfjs');
class FeedForward extends tf.layers.Layer {
  constructor() {
    super({});
    const up = tf.layers.dense({ units: 16, activation: 'relu' });
    const down = tf.layers.dense({ units: 8 });
    ${hold}
  }
  computeOutputShape(shape) { return shape; }
  call(inputs) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.add(x, ${down});
  }
  static get className() { return 'FeedForward'; }
}
function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [6] }));
  model.add(new FeedForward());
  model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}
module.exports = { build };
`;

describe('layers that a layer of the user calls itself', () => {
  it.each([
    ['fields', 'this.up = up; this.down = down;', 'this.down.apply(this.up.apply(x))'],
    ['a list', 'this.all = [up, down];', 'this.all[1].apply(this.all[0].apply(x))'],
    ['an object', 'this.of = { up, down };', 'this.of.down.apply(this.of.up.apply(x))'],
    [
      'a map',
      'this.of = new Map([[1, up], [2, down]]);',
      'this.of.get(2).apply(this.of.get(1).apply(x))',
    ],
  ])('are probed, counted as untrained and said so: %s', async (_, hold, call) => {
    const text = feedForward(hold, call);
    const file = '/workspace/feedForward.js';
    const report = await inspectFile({ file, site: 'build', text }, { seeds: 2 });
    const layer = report.network.layers.find(({ kind }) => kind === 'FeedForward')!;
    expect(layer.parameters).toEqual({ trainable: 0, frozen: 8 * 16 + 16 + 16 * 8 + 8 });
    const forgotten = report.notMeasured.filter(({ reason }) => reason.code.endsWith('held-layer'));
    expect(forgotten.map((gap) => gap.layer)).toEqual([1, 2, 3, 4].map(() => layer.id));
    expect(report.probe?.layers.at(-1)?.weights[0]?.gradient?.l2).toBeGreaterThan(0);
    expect(report.findings).toMatchObject([
      { code: 'never-trained', variant: 'unregistered', layer: layer.id, severity: 'warning' },
    ]);
    expect(report.findings[0]?.evidence).toMatchObject({ parameters: 8 * 16 + 16 + 16 * 8 + 8 });
  });

  it('run where they are out of sight', async () => {
    const text = feedForward('this.run = (x) => down.apply(up.apply(x));', 'this.run(x)');
    const report = await inspectFile({ file: '/workspace/out.js', site: 'build', text }, {});
    expect(report.probe?.layers.at(-1)?.weights[0]?.gradient?.l2).toBeGreaterThan(0);
  });
});
