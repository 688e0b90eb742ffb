import { describe, expect, it } from 'vitest';
import type { ExperimentCell } from '../../../../src/shared/experiment/experiment';
import { summarise } from '../../../../src/analysis/experiments/summarise';
import { linearAxis, logAxis, rangeOf } from '../../../../webview/experiments/figures/axis';
import { figuresOf } from '../../../../webview/experiments/figures/figuresOf';
import { heightsOf, surfaceQuads } from '../../../../webview/experiments/figures/plane';
import { draftOf, resultOf } from '../../../support/experimentCells';

const arms = [
  { id: 'whole', title: { code: 'experiments.arm-whole' }, cut: [] },
  {
    ...{ id: 'without-all', title: { code: 'experiments.arm-without-all', values: { count: 2 } } },
    cut: [],
  },
  {
    ...{ id: 'without a', skip: 'a', cut: [] },
    title: { code: 'experiments.arm-without', values: { from: 'x', to: 'a' } },
  },
  {
    ...{ id: 'without b', skip: 'b', cut: [] },
    title: { code: 'experiments.arm-without', values: { from: 'x', to: 'b' } },
  },
];
const factor: Readonly<Record<string, number>> = { whole: 1, 'without a': 1.1, 'without b': 3 };

describe('the pictures of a result', () => {
  it('rank single skips by what they change, with a dot for each seed at its own ratio', () => {
    const result = resultOf(draftOf('skips', arms, { seeds: 5 }), (arm, seed) => ({
      loss: (factor[arm] ?? 4) * (1 + seed / 100),
      firstGradient: factor[arm] ?? 4,
    }));
    const gradient = figuresOf(result).find(
      (figure) => figure.type === 'intervals' && figure.title.startsWith('Gradient'),
    );
    if (gradient?.type !== 'intervals') throw new Error('no intervals');
    expect(gradient.rows.map(({ label }) => label.replace(/.*skip /, ''))).toEqual([
      'the network without its skips (2)',
      'x → b',
      'x → a',
    ]);
    expect(gradient.rows[1]!.dots).toHaveLength(5);
    for (const dot of gradient.rows[1]!.dots) expect(dot).toBeCloseTo(3);
    expect(gradient).toMatchObject({ log: true, neutral: 1 });
  });

  it('join curves of unlike steps on one axis, with the range of the seeds', () => {
    const draft = draftOf('skips', arms.slice(0, 1), { seeds: 2 });
    const cell = (seed: number, curve: ExperimentCell['curve']) => ({
      id: `whole/${seed}`,
      value: {
        ...{ arm: 'whole', seed, outcome: 'done' as const, numbers: {}, of: '', cpuSeconds: 1 },
        ...(curve && { curve }),
      },
    });
    const result = summarise(draft, [
      cell(1, [
        [0, 4],
        [2, 1],
      ]),
      cell(2, [
        [0, 2],
        [1, 2],
        [2, null],
      ]),
    ]);
    const [figure] = figuresOf(result);
    expect(figure).toMatchObject({
      ...{ type: 'lines', x: [0, 1, 2], log: true },
      lines: [{ values: [3, 2, 1], low: [2, 2, 1], high: [4, 2, 1] }],
    });
  });

  it('lay an older result under the lines', () => {
    const draft = draftOf('shattering', arms.slice(0, 1), { seeds: 1 });
    const value = {
      ...{ arm: 'whole', seed: 1, outcome: 'done' as const, numbers: {}, of: '', cpuSeconds: 1 },
      series: { correlation: [1, 0.5] },
    };
    const result = summarise(draft, [{ id: 'whole/1', value }]);
    const [figure] = figuresOf(result, result);
    if (figure?.type !== 'lines') throw new Error('no lines');
    expect(figure.lines.map(({ older }) => older)).toEqual([false, true]);
    expect(new Set(figure.lines.map(({ tone }) => tone)).size).toBe(1);
  });
});

describe('the picture of a series over blocks', () => {
  it('counts them from 1, has a dot for each, and none where a block was not deleted', () => {
    const cell = (arm: string, error: (number | null)[]) => ({
      id: `${arm}/1`,
      value: {
        ...{ arm, seed: 1, outcome: 'done' as const, numbers: {}, of: '', cpuSeconds: 1 },
        series: { errorWithoutBlock: error },
      },
    });
    const draft = draftOf('deletion', arms.slice(0, 2), { seeds: 1 });
    const result = summarise(draft, [
      cell('whole', [0.4, 0.1, 0]),
      cell('without-all', [0.9, null, 0.8]),
    ]);
    const [figure] = figuresOf(result);
    expect(figure).toMatchObject({
      ...{ type: 'lines', x: [1, 2, 3], dots: true, xTitle: 'blocks, first to last' },
      title: 'Error without one block',
      lines: [{ values: [0.4, 0.1, 0] }, { values: [0.9, null, 0.8] }],
    });
  });
});

describe('a surface', () => {
  const figure = {
    ...({ type: 'plane', title: '', points: 3, reach: 1 } as const),
    loss: [1, 1, 1, 1, 0.1, 1, 1, 1, 1],
  };

  it('has a piece for each cell, the farthest first', () => {
    const flat = { ...figure, loss: Array<number>(9).fill(1) };
    const quads = surfaceQuads(flat, { turn: 0, tilt: 0.5 });
    expect(quads).toHaveLength(4);
    const lowest = quads.map(({ corners }) => Math.max(...corners.map(([, y]) => y)));
    expect(lowest[0]).toBeLessThan(lowest[3]!);
  });

  it('has heights from 0 to 1, by decades where losses span more than one', () => {
    expect(heightsOf(figure)).toMatchObject({ log: false });
    expect(Math.min(...heightsOf(figure).heights)).toBe(0);
    const wide = heightsOf({ loss: [0.001, 0.1, 10] });
    expect(wide.log).toBe(true);
    expect(wide.heights[1]).toBeCloseTo(0.5);
    expect(heightsOf({ loss: [2, 2] }).heights).toEqual([0, 0]);
  });
});

describe('an axis', () => {
  it('has round ticks within its range, at their places', () => {
    const axis = linearAxis({ least: 0.1, most: 0.9 }, [0, 80]);
    expect(axis.ticks).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(axis.at(0.5)).toBeCloseTo(40);
    const log = logAxis({ least: 0.01, most: 100 }, [0, 100]);
    expect(log.ticks).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(log.at(1)).toBeCloseTo(50);
  });

  it('has a range where all values are one, none, or below zero on decades', () => {
    expect(rangeOf([3, 3], false)).toEqual({ least: 2.7, most: 3.3 });
    expect(rangeOf([], true)).toEqual({ least: 0.1, most: 10 });
    const { least, most } = rangeOf([-1, 2, 8], true);
    expect(least).toBeGreaterThan(0);
    expect(most).toBeGreaterThan(8);
  });
});
