import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../../src/analysis/comparison/compareReports';
import { comparisonParts } from '../../../../src/cli/assistant/comparisonAnswer';
import { KeptRuns } from '../../../../src/cli/assistant/keptRuns';
import { placeOf } from '../../../../src/cli/assistant/places';
import { readInput } from '../../../../src/cli/assistant/readInput';
import { Turns } from '../../../../src/cli/assistant/turns';
import { answerText, MOST_TOKENS } from '../../../../src/shared/words/assistant/answer';
import { profileAnswer } from '../../../../src/shared/words/assistant/profileAnswer';
import { tokensAtMost } from '../../../../src/shared/words/assistant/tokens';
import { profileOf } from '../../../support/profiles';
import { plainChain, resnet } from '../../../support/sampleReports';

describe('the input of a tool', () => {
  const schema = v.strictObject({
    file: v.string('a path'),
    steps: v.optional(v.pipe(v.number('a number'), v.minValue(1, 'a number above 0'))),
  });
  const complaint = (given: unknown): string => {
    try {
      readInput('tool', schema, given);
      return '';
    } catch (error) {
      return String((error as { detail: unknown }).detail);
    }
  };

  it.each([
    [{ file: 'a', steps: 2 }, ''],
    [{}, 'tool needs file.'],
    [undefined, 'tool needs file.'],
    ['a', 'tool takes an object with file, steps.'],
    [{ file: 3 }, 'tool takes as file a path, and got 3.'],
    [{ file: 'a', steps: 0 }, 'tool takes as steps a number above 0, and got 0.'],
    [{ file: 'a', size: 1 }, 'tool has no input size; it takes file, steps.'],
  ])('%j gives %s', (given, sentence) => {
    expect(complaint(given)).toBe(sentence);
  });
});

describe('a path of the workspace', () => {
  const here = path.resolve('src/cli');

  it('is found with a name or a line behind it, in any of the folders', () => {
    const full = path.join(here, 'main.ts');
    for (const name of ['main.ts', 'main.ts#run', 'main.ts:12', 'main.ts:12:3', full])
      expect(placeOf(name, [path.resolve('src/shared'), here])).toEqual({ full, root: here });
  });

  it('is refused outside of them, by any way', () => {
    for (const name of ['../main.ts', '/etc/passwd', 'run/../../extension/main.ts'])
      expect(() => placeOf(name, [here])).toThrow('lies outside the workspace');
    expect(() => placeOf('none.ts', [here])).toThrow('does not exist');
  });
});

describe('the runs of a session', () => {
  it('keep the last twenty under their names, the newest first', () => {
    const runs = new KeptRuns();
    const report = plainChain(1);
    for (let count = 0; count < 25; count++) runs.keep(report);
    expect(runs.newest).toHaveLength(20);
    expect(runs.newest[0]![0]).toBe('run-25');
    expect([runs.get('run-5'), runs.get('run-6')]).toEqual([undefined, report]);
  });

  it('take turns, one at a time, and one that is cancelled before its turn never runs', async () => {
    const turns = new Turns();
    const never = new AbortController().signal;
    const order: string[] = [];
    let end = (): void => undefined;
    const first = turns.take(never, () => new Promise<void>((resolve) => (end = resolve)));
    const cancelled = new AbortController();
    const second = turns.take(cancelled.signal, () => Promise.resolve(order.push('second')));
    const third = turns.take(never, () => Promise.resolve(order.push('third')));
    await Promise.resolve();
    expect(turns.isBusy).toBe(true);
    cancelled.abort();
    end();
    await first;
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await third;
    expect(order).toEqual(['third']);
    expect(turns.isBusy).toBe(false);
  });
});

describe('answers on large networks', () => {
  const large = resnet(200);
  const text = profileAnswer(
    { ...large, profile: profileOf(large) },
    { text: '11kB', bytes: 11_000 },
  );

  it('tell of a profile its step, memory, what fits and the dearest layers, within the bound', () => {
    expect(text).toMatch(
      /^A training step takes 20\.0 ms \(half of 5 steps took 20\.0 ms to 20\.0 ms\) at batch 16/,
    );
    expect(text).toContain('Timed as operations of');
    expect(text).toContain('Peak memory of a step: 4.88 KiB estimated');
    expect(text).toContain(
      'Into 11kB fits a batch of up to about 100 (along a line through batches of 4 to 16), about 110 ms a step',
    );
    expect(text).toMatch(/… [\d,]+ more \(layers that cost less\)$/);
    expect(tokensAtMost(text)).toBeLessThanOrEqual(MOST_TOKENS);
  });

  it('tell a slow rate as it is, and no time far beyond the measured batches', () => {
    const slow = profileOf(large);
    const points = [0.4, 1.26].map((samplesPerSecond, at) => ({
      batchSize: at + 1,
      step: { lower: 1, median: 1, upper: 1 },
      samplesPerSecond,
    }));
    const profile = { ...slow, batches: { ...slow.batches!, points } };
    const told = profileAnswer({ ...large, profile }, { text: '1GB', bytes: 1e9 });
    expect(told).toContain('Samples per second by batch: 0.4 at 1, 1.26 at 2.');
    expect(told).toMatch(/Into 1GB fits a batch .*; its time is not known\./);
  });

  it('tell of a comparison what is new, what is gone, and what changed most', () => {
    const [before, after] = [plainChain(12), resnet(60)];
    const compared = compareReports(
      { ...before, profile: profileOf(before) },
      { ...after, profile: profileOf(after) },
    );
    const told = answerText(comparisonParts(compared));
    expect(told).toMatch(/against .*: layers [\d,]+ → [\d,]+/);
    expect(told).toMatch(
      /Batch 16 → 16; Training step 20\.0 ms → 20\.0 ms; Peak, estimated 4\.88 KiB → 4\.88 KiB; MACs forward/,
    );
    expect(told).toMatch(/^\+ /m);
    expect(told).toMatch(/… [\d,]+ more \(layers\)/);
    expect(tokensAtMost(told)).toBeLessThanOrEqual(MOST_TOKENS);
  });
});
