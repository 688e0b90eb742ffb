import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile } from '../../examples/inspectExample';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-windows-'));

/** A map of 8×8 is cut into four windows that join the batch, mixed by a layer of 8 × 8 weights, and put together again. */
const files = {
  'net_torch.py': [
    'import torch',
    'from torch import nn',
    'class Net(nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    '        self.stem, self.mix = nn.Conv2d(3, 8, 3, padding=1), nn.Linear(8, 8)',
    '    def forward(self, x):',
    '        y = self.stem(x).permute(0, 2, 3, 1)',
    '        b = y.shape[0]',
    '        z = y.reshape(b, 2, 4, 2, 4, 8).transpose(2, 3).reshape(-1, 4, 4, 8)',
    '        return self.mix(z).reshape(b, 2, 2, 4, 4, 8).transpose(2, 3).reshape(b, 8, 8, 8) + y',
    'y = Net()(torch.randn(1, 3, 8, 8))',
  ],
  'net_keras.py': [
    'import keras',
    'from keras import layers, ops',
    'def net():',
    '    x = keras.Input((8, 8, 3))',
    '    y = layers.Conv2D(8, 3, padding="same")(x)',
    '    z = ops.transpose(ops.reshape(y, (-1, 2, 4, 2, 4, 8)), (0, 1, 3, 2, 4, 5))',
    '    z = layers.Dense(8)(ops.reshape(z, (-1, 4, 4, 8)))',
    '    z = ops.transpose(ops.reshape(z, (-1, 2, 2, 4, 4, 8)), (0, 1, 3, 2, 4, 5))',
    '    return keras.Model(x, layers.Add()([y, ops.reshape(z, (-1, 8, 8, 8))]))',
  ],
  'net_counted.py': [
    'import tensorflow as tf',
    'from tensorflow.keras import layers, Model',
    'class Net(Model):',
    '    def __init__(self):',
    '        super().__init__()',
    '        self.stem, self.mix = layers.Conv2D(8, 3, padding="same"), layers.Dense(8)',
    '    def call(self, x):',
    '        y = self.stem(x)',
    '        b, h, w, c = y.shape',
    '        z = tf.transpose(tf.reshape(y, [b, h // 4, 4, w // 4, 4, c]), [0, 1, 3, 2, 4, 5])',
    '        z = self.mix(tf.reshape(z, [b * (h // 4) * (w // 4), 4, 4, c]))',
    '        b = int(z.shape[0] / (h * w / 4 / 4))',
    '        z = tf.transpose(tf.reshape(z, [b, h // 4, w // 4, 4, 4, c]), [0, 1, 3, 2, 4, 5])',
    '        return tf.reshape(z, [b, h, w, c]) + y',
    'net = Net()',
    'net.build((1, 8, 8, 3))',
  ],
  'net_biased.py': [
    'import numpy as np',
    'import tensorflow as tf',
    'from tensorflow.keras import layers, Input, Model',
    'class Bias(layers.Layer):',
    '    def build(self, shape):',
    '        self.table = self.add_weight(shape=[3, 8], name="table")',
    '        self.index = tf.Variable(tf.convert_to_tensor(np.eye(8, dtype="int64")), trainable=False, dtype=tf.int64)',
    '    def call(self, x):',
    '        bias = tf.gather(self.table, tf.reshape(self.index, [-1]))',
    '        return x + tf.transpose(tf.reshape(bias, [8, 8, -1]), [1, 0, 2])',
    'def net():',
    '    x = Input((8, 8, 8))',
    '    return Model(x, Bias()(x))',
  ],
} as const;

beforeAll(() => {
  for (const [name, lines] of Object.entries(files))
    writeFileSync(path.join(root, name), lines.join('\n'));
});
afterAll(() => rmSync(root, { recursive: true }));

const MACS = 8 * 8 * 3 * 3 * 3 * 8 + 8 * 8 * 8 * 8;

describe('windows that join the batch count for the sample that they are cut from', () => {
  it.each([
    ['net_torch.py', 'Net'],
    ['net_keras.py', 'net'],
    ['net_counted.py', 'Net'],
  ])('%s', async (name, site) => {
    const { network, skips } = await inspectFile({ file: path.join(root, name), site }, null);
    expect(network.totals.macs).toBe(MACS);
    expect(skips.merges).toMatchObject({ total: 1, identityAdd: 1 });
  });

  it('and are probed with a batch of one sample where the code counts the batch', async () => {
    const file = path.join(root, 'net_counted.py');
    const once = { steps: 1, seeds: 1, batchSize: 8 };
    const { probe } = await inspectFile({ file, site: 'Net' }, once);
    expect(probe?.batchSize).toBe(1);
    expect(probe?.layers.some(({ weights }) => weights.length > 0)).toBe(true);
  });
});

it('a value that is computed from computed ones counts the weights that it comes from', async () => {
  const { network } = await inspectFile(
    { file: path.join(root, 'net_biased.py'), site: 'net' },
    null,
  );
  const { parameters } = network.layers.at(-1) ?? {};
  expect(parameters).toEqual({ trainable: 24, frozen: 64 });
});
