import { expect, it } from 'vitest';
import { profileText } from '../../../../src/cli/output/profileText';
import { readCommandLine } from '../../../../src/cli/commandLine';
import type { LayerCost, Profile } from '../../../../src/shared/report/profile';
import pc from 'picocolors';
import { plainChain } from '../../../support/sampleReports';

const report = plainChain(3);
const even = (median: number) => ({ lower: median, median, upper: median });
const counts = {
  macs: { forward: 1e6, backward: 2e6 },
  flops: { forward: 2e6, backward: 4e6 },
  parameters: { trainable: 100, frozen: 0 },
  ...{ buffers: 0, weightBytes: 400, activationBytes: 4096, keptBytes: 4096 },
};
const layers = report.network.layers.map(({ id }, at): LayerCost => {
  const total = even(at + 1);
  const time = { forward: total, backward: total, update: total, total, share: 0.1 };
  return { layer: id, counts, time };
});
const parts = {
  ...{ weights: 400, gradients: 400, optimizer: 0, batch: 200 },
  ...{ activations: 3000, workspace: 1000 },
};
const profile: Profile = {
  ...{ batchSize: 16, optimizer: 'sgd', loss: 'mse', timed: 'lowered', layers, seconds: 2 },
  totals: counts,
  step: { warmup: 2, steps: 5, untapped: even(20), covered: 0.97 },
  memory: { parts, peak: 5000, peakAt: 0, curve: [], owners: [], heldBySkips: 0 },
  batches: {
    points: [4, 16].map((batchSize) => ({ batchSize, step: even(20), samplesPerSecond: 500 })),
    time: { fixed: 10, perSample: 1 },
    memory: { fixed: 1000, perSample: 100, from: 'estimate' },
    growsFrom: 10,
  },
};

const text = profileText(
  { ...report, profile },
  { memoryBytes: 11_000, budget: { step: 10, params: 1e9 } },
  pc.createColors(false),
);

it('shows the step, the dearest layers first, the memory, what fits, and the broken budget', () => {
  expect(text).toMatch(/step +20\.0 ms \(20\.0 ms to 20\.0 ms, 5 steps\)/);
  expect(text).toContain('timed as operations of');
  const rows = text.slice(text.indexOf('\nlayers'), text.indexOf('memory')).split('\n');
  expect(rows.find((row) => /\d\.\d\d/.test(row))).toContain(`${layers.length}.00`);
  expect(text).toContain('4.88 KiB estimated');
  expect(text).toContain('Fits into 10.7 KiB up to batch 100: about 110 ms a step');
  expect(text).toMatch(/Training step: 20\.0 ms, over the budget of 10\.0 ms\.[^]*takes most: /);
});

it('reads the command with its sizes and budgets, and refuses what says nothing', () => {
  const line = 'profile net.ts#net --batch 8 --memory 8GB --budget params=5M,step=20ms --csv -';
  expect(readCommandLine(line.split(' '))).toMatchObject({
    name: 'profile',
    asked: {
      target: 'net.ts#net',
      settings: { batchSize: 8, steps: 5 },
      memoryBytes: 8e9,
      budget: { params: 5e6, step: 20 },
      outputs: { csv: '-' },
    },
  });
  const read = (flags: string) => () => readCommandLine(`profile net.ts ${flags}`.split(' '));
  expect(read('--memory much')).toThrow(/--memory takes a size such as 8GB/);
  expect(read('--budget depth=3')).toThrow(/--budget takes .* and got depth=3/);
  expect(read('--batches 0')).toThrow(/--batches takes sizes/);
  expect(readCommandLine(['pin', '.'])).toMatchObject({ name: 'pin', run: { probe: null } });
});
