import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  latestReading,
  type LatestReading,
} from '../../../../../src/extension/core/watched/latestReading';
import { RunLosses } from '../../../../../src/extension/core/watched/runLosses';
import { isRunOf, runOfNetwork } from '../../../../../src/extension/core/watched/runOfNetwork';
import { watchedText } from '../../../../../src/extension/features/watched/watchedText';
import { layerId } from '../../../../../src/shared/network/network';

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

describe('a run on the layers of a network', () => {
  const network = (...names: string[]) =>
    names.map((name, at) => ({ id: layerId(`layer${at}`), name }));
  const losses = [{ step: 50, loss: 2.5 }];
  const follow = async () => ({ ...(await written(2, ''))!, losses });

  it('has the numbers of each by the name of its module, and none of a layer that it does not follow', async () => {
    const run = await follow();
    const on = runOfNetwork(run, network('input', 'stem', 'block.conv', 'relu', 'head'))!;
    expect(on).toEqual({
      step: 100,
      loss: 2.5,
      readAt: run.readAt,
      losses,
      layers: [
        { layer: 'layer1', gradient: 1e-3, update: 2e-3 },
        { layer: 'layer2', gradient: 4e-5, update: 1e-3 },
        { layer: 'layer3', dead: 0.25 },
        { layer: 'layer4', gradient: null, update: null },
      ],
    });
    expect(Math.abs(Date.now() - on.readAt)).toBeLessThan(60_000);
  });

  it('is none of a network with other modules, nor where no run is followed', async () => {
    expect(runOfNetwork(await follow(), network('stem', 'conv1'))).toBeUndefined();
    expect(runOfNetwork(undefined, network('stem', 'block.conv'))).toBeUndefined();
  });
});

describe('the losses of a run', () => {
  const line = (step: number, loss: number | null): string =>
    `${JSON.stringify({ ...readingAt(step), loss })}\n`;
  const lines = (steps: readonly number[]): string => steps.map((at) => line(at, 1 / at)).join('');
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

  it('are read on as they are written, a line once it is whole, and without those that are not finite', async () => {
    const file = path.join(folder, 'grows.jsonl');
    const reader = new RunLosses();
    writeFileSync(file, `${JSON.stringify(head)}\n${line(50, 2.5)}{"step":100,"lo`);
    expect(await reader.of(file)).toEqual([{ step: 50, loss: 2.5 }]);
    appendFileSync(file, `ss":1e-05,"gradient":[]}\n${line(150, null)}`);
    const read = [
      { step: 50, loss: 2.5 },
      { step: 100, loss: 1e-5 },
    ];
    expect(await reader.of(file)).toEqual(read);
    expect(await reader.of(file)).toEqual(read);
  });

  it('stay below a thousand, from the first to the last', async () => {
    const file = path.join(folder, 'long.jsonl');
    writeFileSync(file, `${JSON.stringify(head)}\n${lines(upTo(20_001))}`);
    const read = await new RunLosses().of(file);
    expect(read.length).toBeGreaterThan(500);
    expect(read.length).toBeLessThanOrEqual(1000);
    expect(read[0]).toEqual({ step: 1, loss: 1 });
    expect(read.at(-1)?.step).toBe(20_001);
  });

  it('begin anew where a thinned file took the place of the run, or another run', async () => {
    const file = path.join(folder, 'thinned.jsonl');
    const reader = new RunLosses();
    writeFileSync(file, `${JSON.stringify(head)}\n${lines([1, 2, 3, 4])}`);
    expect((await reader.of(file)).map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    writeFileSync(`${file}.thinned`, `${JSON.stringify(head)}\n${lines([1, 3, 5, 7, 9, 11])}`);
    renameSync(`${file}.thinned`, file);
    expect((await reader.of(file)).map(({ step }) => step)).toEqual([1, 3, 5, 7, 9, 11]);
    const other = path.join(folder, 'other.jsonl');
    writeFileSync(other, `${JSON.stringify(head)}\n${lines([8])}`);
    expect((await reader.of(other)).map(({ step }) => step)).toEqual([8]);
  });
});
