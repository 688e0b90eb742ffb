import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  latestReading,
  type LatestReading,
} from '../../../../../src/extension/features/watched/latestReading';
import { isRunOf, watchedText } from '../../../../../src/extension/features/watched/watchedText';

const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-watched-'));
afterAll(() => rmSync(folder, { recursive: true }));

const head = {
  skipscope: 'run',
  version: 1,
  model: 'Net',
  layers: ['stem', 'block.conv', 'head'],
  watched: ['relu'],
  started: 1,
};
const readingAt = (step: number) => ({
  step,
  loss: 2.5,
  gradient: [1e-3, 4e-5, null],
  update: [2e-3, 1e-3, null],
  dead: [0.25],
});
const named = (...names: string[]) => names.map((name) => ({ name }));

async function written(count: number, end: string): Promise<LatestReading | undefined> {
  const file = path.join(folder, 'run.jsonl');
  const readings = Array.from({ length: count }, (_, at) => readingAt(50 * (at + 1)));
  const lines = [head, ...readings].map((line) => JSON.stringify(line));
  writeFileSync(file, `${lines.join('\n')}\n${end}`);
  return latestReading(file);
}

describe('a run that is being written', () => {
  it('is read at both ends: its last whole reading, however long it is', async () => {
    expect((await written(3, '{"step":200,"lo'))?.reading.step).toBe(150);
    const long = await written(9000, '');
    expect(long?.reading.step).toBe(450_000);
    expect(long?.head.layers).toEqual(head.layers);
  });

  it('has nothing to show before its first reading, or where it is no run', async () => {
    expect(await written(0, '')).toBeUndefined();
    expect(await latestReading(path.join(folder, 'nothing.jsonl'))).toBeUndefined();
  });

  it('is shown at the lines of its layers, and at those of no other network', async () => {
    const run = (await written(2, ''))!;
    expect(isRunOf(run, named('stem', 'block.conv', 'other'))).toBe(true);
    expect(isRunOf(run, named('stem', 'conv1'))).toBe(false);
    expect(watchedText(run, named('stem'))).toBe('▸ step 100  ∂W 1.0e-3  Δw/w 2.0e-3');
    expect(watchedText(run, named('stem', 'block.conv'))).toContain('∂W 4.0e-5…1.0e-3');
    expect(watchedText(run, named('relu'))).toBe('▸ step 100  25 % dead');
    expect(watchedText(run, named('head', 'pool'))).toBe('');
  });
});
