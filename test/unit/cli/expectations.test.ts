import path from 'node:path';
import pc from 'picocolors';
import { expect, it } from 'vitest';
import { expectedText } from '../../../src/cli/output/checkedText';
import { checkExpectations } from '../../../src/cli/run/expectations';
import { pinOf } from '../../../src/cli/run/pins';
import type { Runner } from '../../../src/cli/run/runModel';
import type { SiteOverrides } from '../../../src/shared/protocol/overrides';
import { readOverrides } from '../../../src/workspace/overrides/readOverrides';
import type { Profile } from '../../../src/shared/report/profile';
import { plainChain } from '../../support/sampleReports';

const report = plainChain(3);
const target = {
  file: path.resolve('net.ts'),
  site: 'net',
  at: { file: 'net.ts', line: 1, column: 1 },
};
const nothing = { parameters: { trainable: 0, frozen: 0 }, buffers: 0, weightBytes: {} };
const even = { lower: 30, median: 30, upper: 30 };
const profile: Profile = {
  ...{ batchSize: 16, optimizer: 'sgd', loss: 'mse', timed: 'own', layers: [], seconds: 1 },
  totals: nothing,
  step: { warmup: 2, steps: 5, untapped: even },
};

/** A runner whose engine only profiles, and how often it did. */
function profiling() {
  const jobs: string[] = [];
  const runner = {
    client: {
      run: ({ kind }: { kind: string }) => {
        jobs.push(kind);
        return Promise.resolve({ ...report, profile });
      },
    },
    run: { arguments: {}, backend: 'wasm', probe: null },
    interrupt: { during: (work: () => unknown) => work(), signal: new AbortController().signal },
  };
  return { jobs, runner: runner as unknown as Runner };
}

const overridesWith = (budget: SiteOverrides['budget']) => ({
  sites: { 'net.ts#net': { arguments: {}, ...(budget && { budget }) } },
  thresholds: {},
});

const check = (budget: SiteOverrides['budget'], pins = {}) => {
  const { jobs, runner } = profiling();
  const expected = { overrides: overridesWith(budget), pins };
  return checkExpectations(report, target, expected, runner).then((checked) => ({
    ...checked,
    jobs,
    text: expectedText(checked, pc.createColors(false)),
  }));
};

it('profiles only for a budget of time or memory, and is broken by it', async () => {
  expect(await check({ params: 1e9 })).toMatchObject({ jobs: [], isBroken: false });
  const late = await check({ step: 20 });
  expect(late).toMatchObject({ jobs: ['profile'], isBroken: true });
  expect(late.text).toContain('Training step: 30.0 ms, over the budget of 20.0 ms.');
  expect(await check({ step: 40 })).toMatchObject({ jobs: ['profile'], isBroken: false });
});

it('is broken by another structure than the pinned one, and by no pin', async () => {
  expect(await check(undefined)).toMatchObject({ isBroken: false, text: '' });
  const pinned = { 'net.ts#net': pinOf(report) };
  expect(await check(undefined, pinned)).toMatchObject({ isBroken: false, text: '' });
  const { isBroken, text } = await check(undefined, { 'net.ts#net': pinOf(plainChain(2)) });
  expect(isBroken).toBe(true);
  expect(text).toMatch(/It differs from its pinned structure:\n {4}layers: \d+ → \d+\n/);
});

it('reads budgets of the overrides with their units, and refuses others at their line', () => {
  const of = (budget: string) => `{ "sites": { "net.ts#net": { "budget": ${budget} } } }`;
  const { sites } = readOverrides(of('{ "params": "5M", "step": 20 }'));
  expect(sites['net.ts#net']!.budget).toEqual({ params: 5e6, step: 20 });
  expect(() => readOverrides(of('{ "params": "many" }'))).toThrow(
    /overrides-budget|must be such as/,
  );
});
