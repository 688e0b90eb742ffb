import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skipscope } from './command';

/** Definitions that do not build, in the words of three frameworks. */
const files: Readonly<Record<string, string>> = {
  'join.ts': `import * as tf from '@tensorflow/tfjs';
export function join() {
  const a = tf.input({ shape: [8] });
  const b = tf.layers.dense({ units: 4 }).apply(a) as tf.SymbolicTensor;
  return tf.model({ inputs: a, outputs: tf.layers.add().apply([a, b]) as tf.SymbolicTensor });
}
`,
  'join.py': `import torch
from torch import nn


class Join(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(8, 4)

    def forward(self, x):
        return x + self.layer(x)


if __name__ == "__main__":
    Join()(torch.randn(2, 8))
`,
  'keras_join.py': `import keras
from keras import layers


def join():
    a = layers.Input((8,))
    return keras.Model(a, layers.Add()([a, layers.Dense(4)(a)]))
`,
  'inner.py': `import torch
from torch import nn


class Inner(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(8, 4)
        self.second = nn.Linear(8, 4)

    def forward(self, x):
        return self.second(self.first(x))


if __name__ == "__main__":
    Inner()(torch.randn(2, 8))
`,
  'raises.py': `from torch import nn


class Raises(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(8, 4)

    def forward(self, x):
        raise ValueError("no")
`,
};

interface Run {
  readonly results: {
    readonly level: string;
    readonly locations: [{ physicalLocation: { artifactLocation: { uri: string } } }];
  }[];
  readonly invocations: [{ readonly exitCode: number }];
}

describe('a definition that does not build', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is one error of a check, which ends with 3, whatever --fail-on names', async () => {
    const log = path.join(folder, 'log.sarif');
    const asked = ['check', ...Object.keys(files), '--fail-on', 'vanishing-gradient'];
    expect((await skipscope([...asked, '--sarif', log], folder)).code).toBe(3);
    const { runs } = JSON.parse(readFileSync(log, 'utf8')) as { runs: [Run] };
    const [{ results, invocations }] = runs;
    expect(results.map(({ level }) => level)).toEqual(Object.keys(files).map(() => 'error'));
    const places = results.map(({ locations: [{ physicalLocation }] }) => physicalLocation);
    expect(places.map(({ artifactLocation }) => artifactLocation.uri).sort()).toEqual(
      Object.keys(files).sort(),
    );
    expect(invocations[0].exitCode).toBe(3);
  });

  it('ends a plain check and an inspection of it alone with 3', async () => {
    const ends = await Promise.all(
      ['check', 'inspect'].map((command) => skipscope([command, 'join.py'], folder)),
    );
    expect(ends.map(({ code }) => code)).toEqual([3, 3]);
  });
});
