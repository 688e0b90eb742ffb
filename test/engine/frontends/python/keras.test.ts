import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../../src/shared/report/report';
import { gapsInWords } from '../../../support/gaps';
import { inspectFile } from '../../examples/inspectExample';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-keras-'));
const file = path.join(root, 'net.py');

const lines = [
  'import tensorflow as tf',
  'from tensorflow import keras',
  'from tensorflow.keras import layers',
  '',
  'def block(x):',
  '    y = layers.BatchNormalization()(layers.Dense(8)(x))',
  '    return layers.ReLU()(y + x)',
  '',
  'def net():',
  '    inputs = keras.Input((8,))',
  '    x = block(block(inputs))',
  '    model = keras.Model(inputs, layers.Dense(3)(x))',
  '    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))',
  '    return model',
  '',
  'def broken():',
  '    inputs = keras.Input((8,))',
  '    x = block(inputs)',
  '    return keras.Model(inputs, tf.signal.fft(x))',
  '',
  'def gated():',
  '    x = inputs = keras.Input((8,))',
  '    for ones in (tf.ones_like, lambda t: keras.ops.full_like(t, 1), lambda t: keras.ops.ones(keras.ops.shape(t)),',
  '                 lambda t: tf.ones((tf.shape(t)[0], 8)), lambda t: keras.ops.ones((8,))):',
  '        t = layers.Dense(8, activation="sigmoid")(x)',
  '        h = layers.Dense(8, activation="relu")(x)',
  '        x = h * t + x * (ones(t) - t)',
  '    return keras.Model(inputs, layers.Dense(3)(x))',
  '',
  'class Placed(layers.Layer):',
  '    def __init__(self):',
  '        super().__init__()',
  '        self.rows = layers.Embedding(input_dim=4, output_dim=8)',
  '    def call(self, x):',
  '        places = keras.ops.expand_dims(keras.ops.arange(0, 4, 1), 0)',
  '        return x + self.rows(places)',
  '',
  'def positions():',
  '    x = inputs = keras.Input((4, 8))',
  '    x = Placed()(x)',
  '    x = x + layers.MultiHeadAttention(2, 4)(x, x)',
  '    x = layers.Conv1D(8, 2, dilation_rate=2)(x)',
  '    return keras.Model(inputs, layers.Dense(3)(x))',
  '',
  'class Sampling(layers.Layer):',
  '    def call(self, inputs):',
  '        mean, log_var = inputs',
  '        batch, extent = keras.ops.shape(mean)[0], keras.ops.shape(mean)[1]',
  '        noise = keras.random.normal(shape=(batch, extent))',
  '        return mean + keras.ops.exp(0.5 * log_var) * noise',
  '',
  'def encoder():',
  '    x = inputs = keras.Input((8,))',
  '    x = layers.Dense(6, activation="relu")(x)',
  '    mean, log_var = layers.Dense(2)(x), layers.Dense(2)(x)',
  '    return keras.Model(inputs, [mean, log_var, Sampling()([mean, log_var])])',
];

beforeAll(() => writeFileSync(file, lines.join('\n')));
afterAll(() => rmSync(root, { recursive: true }));

const layer = (report: Report, kind: string) =>
  report.network.layers.filter((one) => one.kind === kind);

describe('a Keras definition in a Python file', () => {
  it('is drawn, probed with its own loss and optimizer, and advised at its lines', async () => {
    const report = await inspectFile({ file, site: 'net' }, { steps: 2, seeds: 1 });
    expect(report.runtime.framework).toBe('keras');
    expect(report.skips.merges).toMatchObject({ total: 2, identityAdd: 2 });
    expect(report.network.groups.map(({ name }) => name)).toContain('block 2 · 8→8 · residual');
    expect(layer(report, 'Dense').map(({ source }) => source[0]?.line)).toEqual([6, 6, 12]);
    expect(JSON.stringify(report.probe?.loss)).toMatch(/categoricalCrossentropyFromLogits/);
    expect(report.probe).toMatchObject({ optimizer: 'adam', learningRate: 0.001 });
    const biases = report.findings.filter(({ code }) => code === 'redundant-bias');
    expect(biases.map(({ source }) => source?.line)).toEqual([6]);
  });

  it('learns the rows of an embedding that no input chooses, and trains what Keras trains', async () => {
    const report = await inspectFile({ file, site: 'positions' }, { steps: 1, seeds: 1 });
    const [sum] = report.network.layers.filter(({ kind }) => kind === 'Add');
    expect(sum?.parameters.trainable).toBe(32);
    expect(report.probe?.layers.find(({ layer }) => layer === sum?.id)).toBeDefined();
    expect(report.findings.filter(({ code }) => code === 'never-trained')).toEqual([]);
  });

  it('sees ones minus a gate as a gate', async () => {
    const report = await inspectFile({ file, site: 'gated' }, { steps: 1, seeds: 1 });
    expect(report.skips.merges).toMatchObject({ total: 5, gated: 5 });
    expect(report.probe).toBeDefined();
  });

  it('draws noise by the shape of a tensor, anew in each step', async () => {
    const report = await inspectFile({ file, site: 'encoder' }, { steps: 2, seeds: 1 });
    const [noise] = layer(report, 'RandomStandardNormal');
    const drawn = report.probe?.layers.find((one) => one.layer === noise?.id)?.activation;
    expect(noise?.outputShape).toEqual([[null, 2]]);
    expect(drawn?.std).toBeGreaterThan(0.5);
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('says at its line which operation ends it, and shows the graph up to there', async () => {
    const report = await inspectFile({ file, site: 'broken' }, { steps: 2, seeds: 1 });
    expect(report.network.layers.map(({ kind }) => kind)).toEqual([
      ...['InputLayer', 'Dense', 'BatchNormalization', 'Add', 'ReLU'],
    ]);
    expect(report.probe).toBeUndefined();
    const [gap] = gapsInWords(report.notMeasured);
    expect(gap?.reason).toMatch(/ends at line 19 of .*net\.py\. .*tf\.signal\.fft/);
  });
});
