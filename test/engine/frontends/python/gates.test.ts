import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile } from '../../examples/inspectExample';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-gates-'));
const file = path.join(root, 'net.py');

const gate = 'h, t = F.relu(self.h(x)), torch.sigmoid(self.t(x))';

/** Highway layers that blend as told, with a buffer of ones at hand. */
const highway = (name: string, ...blend: string[]): string[] => [
  `class ${name}(nn.Module):`,
  '    def __init__(self):',
  '        super().__init__()',
  '        self.first, self.last = nn.Linear(8, 8), nn.Linear(8, 3)',
  '        self.h, self.t = nn.Linear(8, 8), nn.Linear(8, 8)',
  '        self.register_buffer("one", torch.ones(8))',
  '    def forward(self, x):',
  '        x = F.relu(self.first(x))',
  ...blend.map((line) => `        ${line}`),
  '        return self.last(x)',
];

const lines = [
  'import torch, torch.nn as nn, torch.nn.functional as F',
  ...highway('Held', gate, 'x = h * t + x * (self.one - t)', gate, 'x = h * t + (x - x * t)'),
  ...highway(
    'InRow',
    ...[gate, 'x = h * t + x - x * t'],
    ...[gate, 'x = x - x * t + h * t'],
    ...[gate, 'c = x * t', 'x = x + h * t - c'],
  ),
  ...highway('OfAnother', gate, 'x = h * t + x - self.first(x) * t'),
  ...highway('Written', gate, 'self.one.add_(1)', 'x = h * t + x * (self.one - t)'),
];

beforeAll(() => writeFileSync(file, lines.join('\n')));
afterAll(() => rmSync(root, { recursive: true }));

const mergesOf = async (site: string) => {
  const { skips } = await inspectFile({ file, site }, null);
  return [skips.merges.total, skips.merges.gated];
};

describe('the carry of a highway in PyTorch is gated', () => {
  it('by a buffer of ones minus the gate, and where it is written as x − x · t', async () => {
    expect(await mergesOf('Held')).toEqual([2, 2]);
  });

  it('where no brackets tell the terms apart', async () => {
    expect(await mergesOf('InRow')).toEqual([3, 3]);
  });

  it('but not where another tensor is gated', async () => {
    expect(await mergesOf('OfAnother')).toEqual([1, 0]);
  });

  it('but not by a buffer whose numbers change', async () => {
    expect(await mergesOf('Written')).toEqual([0, 0]);
  });
});
