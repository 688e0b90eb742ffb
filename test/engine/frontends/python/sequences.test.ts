import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile, problems } from '../../examples/inspectExample';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-sequences-'));
const file = path.join(root, 'net.py');

/** Networks that take the steps of a sequence on the first axis, as PyTorch's layers do by default. */
const text = `
import math
import torch
from torch import nn


class Waves(nn.Module):
    def __init__(self, width, most=3000):
        super().__init__()
        steps = torch.arange(most).unsqueeze(1)
        rates = torch.exp(torch.arange(0, width, 2) * (-math.log(1e4) / width))
        table = torch.zeros(most, 1, width)
        table[:, 0, 0::2] = torch.sin(steps * rates)
        table[:, 0, 1::2] = torch.cos(steps * rates)
        self.register_buffer('table', table)

    def forward(self, x):
        return x + self.table[:x.size(0)]


class Words(nn.Module):
    def __init__(self, words=200, width=32):
        super().__init__()
        self.waves = Waves(width)
        self.mix = nn.TransformerEncoder(nn.TransformerEncoderLayer(width, 4, 64), 2)
        self.lookup = nn.Embedding(words, width)
        self.head = nn.Linear(width, words)

    def forward(self, src):
        mask = nn.Transformer.generate_square_subsequent_mask(len(src))
        return self.head(self.mix(self.waves(self.lookup(src)), mask))


class Steps(nn.Module):
    def __init__(self, is_first):
        super().__init__()
        self.cell = nn.LSTM(8, 8, batch_first=is_first)
        self.mix = nn.MultiheadAttention(8, 2, batch_first=is_first)
        self.head = nn.Linear(8, 4)

    def forward(self, x):
        y, _ = self.cell(x)
        return self.head(y + self.mix(y, y, y)[0])


def time_first():
    return Steps(False)


def batch_first():
    return Steps(True)


class LastWord(nn.Module):
    def __init__(self, words=200, width=32):
        super().__init__()
        self.lookup = nn.Embedding(words, width)
        self.cell = nn.LSTM(width, width)
        self.head = nn.Linear(width, 5)

    def forward(self, ids):
        y, _ = self.cell(self.lookup(ids))
        return self.head(y[:, -1])


class Patches(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 16, 8, 8)
        layer = nn.TransformerEncoderLayer(16, 2, 32)
        self.mix = nn.TransformerEncoder(layer, 2)
        self.head = nn.Linear(16, 10)

    def forward(self, x):
        y = self.patch(x).flatten(2).transpose(1, 2)
        return self.head(self.mix(y).mean(1))


class Scattered(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.last = nn.Linear(4, 2)

    def forward(self, x):
        y = self.first(x).clone()
        y[[0, 1], [1, 2]] = 1.0
        return self.last(y)
`;

const lineOf = (code: string): number => text.slice(0, text.indexOf(code)).split('\n').length;

beforeAll(() => writeFileSync(file, text));
afterAll(() => rmSync(root, { recursive: true }));

describe('a network whose first axis is a sequence', () => {
  it('is probed with positions and a causal mask as long as the sequence', async () => {
    const report = await inspectFile({ file, site: 'Words' }, { steps: 2, seeds: 1 });
    expect(report.network.layers[0]?.outputShape).toEqual([[16, null]]);
    expect(report.skips.merges).toMatchObject({ identityAdd: 4, total: 4 });
    const losses = report.probe?.loss.values.flat() ?? [];
    expect(losses).toHaveLength(2);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(problems(report.findings)).toEqual([]);
  });

  it('has its batch on the second axis, and learns as one that has it in front', async () => {
    const told = async (site: string) => {
      const { network, probe } = await inspectFile({ file, site }, { steps: 2, seeds: 1 });
      const [{ outputShape } = {}] = network.layers;
      const { macs, parameters } = network.totals;
      return { shape: outputShape, macs, parameters, loss: probe?.loss };
    };
    const front = await told('batch_first');
    expect(front.shape).toEqual([[null, 16, 8]]);
    expect(await told('time_first')).toEqual({ ...front, shape: [[16, null, 8]] });
  });

  it('is one of samples where the result has no batch otherwise, and is told that it mixes them', async () => {
    const { network, findings } = await inspectFile({ file, site: 'LastWord' }, null);
    expect(network.layers[0]?.outputShape).toEqual([[null, 16]]);
    expect(findings).toMatchObject([
      {
        code: 'mixed-samples',
        variant: 'asSteps',
        layer: 'cell',
        source: { line: lineOf('self.cell(self.lookup(ids))') },
      },
    ]);
  });

  it('is one of samples behind a convolution', async () => {
    const { findings } = await inspectFile({ file, site: 'Patches' }, null);
    expect(findings).toMatchObject([{ code: 'mixed-samples', layer: 'mix.layers.0.self_attn' }]);
  });

  it('says which form of an operation does not run here', async () => {
    const failing = inspectFile({ file, site: 'Scattered' }, { steps: 1, seeds: 1 });
    await expect(failing).rejects.toMatchObject({
      code: 'unbuildable',
      detail: {
        code: 'python.not-lowered',
        values: { operation: 'setitem (an index of several lists)' },
      },
    });
  });
});
