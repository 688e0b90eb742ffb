import { expect, it } from 'vitest';
import { profileText } from '../../../../src/cli/output/profileText';
import { readCommandLine } from '../../../../src/cli/commandLine';
import pc from 'picocolors';
import { profileOf } from '../../../support/profiles';
import { plainChain } from '../../../support/sampleReports';

const report = plainChain(3);
const text = profileText(
  { ...report, profile: profileOf(report) },
  { memoryBytes: 11_000, budget: { step: 10, params: 1e9 } },
  pc.createColors(false),
);

it('shows the step, the dearest layers first, the memory, what fits, and the broken budget', () => {
  expect(text).toMatch(/step +20\.0 ms \(20\.0 ms to 20\.0 ms, 5 steps\)/);
  expect(text).toContain('timed as operations of');
  const rows = text.slice(text.indexOf('\nlayers'), text.indexOf('memory')).split('\n');
  expect(rows.find((row) => /\d\.\d\d/.test(row))).toContain(`${report.network.layers.length}.00`);
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

it('says where layers take more than a step, which a busy machine makes them', () => {
  const profile = profileOf(report);
  const { step } = profile;
  const time = { lower: 1, median: 2, upper: 3 };
  const phases = { forward: time, backward: time, update: time };
  const told = (covered: number): string =>
    profileText(
      { ...report, profile: { ...profile, ...(step && { step: { ...step, covered, phases } }) } },
      { budget: {} },
      pc.createColors(false),
    ).replaceAll(/\s+/g, ' ');
  expect(told(0.97)).toMatch(/layers account for 97\s?%(?!:)/);
  expect(told(1.85)).toMatch(/layers account for 185\s?%: the machine was busy/);
});
