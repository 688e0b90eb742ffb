import { describe, expect, it } from 'vitest';
import type { CellRun } from '../../../src/engine/experiments/cellRun';
import { range } from '../../../src/engine/experiments/range';
import type { Lab } from '../../../src/engine/model/lab';

/** A bowl y = x² from x = 1, which diverges above a rate of 1; counts what is opened and freed. */
class Bowl {
  opened = 0;
  freed = 0;
  readonly steps: [number, number][] = [];

  open(): Lab {
    this.opened++;
    let x = 1;
    const lab: Pick<Lab, 'train' | 'evaluate' | 'dispose'> = {
      train: (_batch, rate) => {
        const loss = x * x;
        x -= rate * 2 * x;
        return Promise.resolve(loss);
      },
      evaluate: () => Promise.resolve({ loss: x * x }),
      dispose: () => void this.freed++,
    };
    return lab as Lab;
  }

  run(): CellRun {
    const run: Partial<CellRun> = {
      options: { steps: 50, samples: 4, schedule: 'constant' } as CellRun['options'],
      data: { batch: () => undefined, measured: () => undefined } as unknown as CellRun['data'],
      openLab: () => Promise.resolve(this.open()),
      onStep: (done, total) => void this.steps.push([done, total]),
    };
    return run as CellRun;
  }
}

describe('a cell of a range test', () => {
  it('trains from the first weights at the rate that it suggests and around it', async () => {
    const bowl = new Bowl();
    const { numbers } = await range.compute(bowl.run());
    const { rate = NaN, trained, third, triple } = numbers;
    // Thirty steps of y ← (1 − 2 · rate) · y each.
    const endOf = (at: number): number => (1 - 2 * at) ** 60;
    expect(trained).toBeCloseTo(endOf(rate), 10);
    expect(third).toBeCloseTo(endOf(rate / 3) / endOf(rate), 5);
    expect(triple).toBeCloseTo(endOf(3 * rate) / endOf(rate), 5);
    expect([bowl.opened, bowl.freed]).toEqual([4, 4]);
    expect(new Set(bowl.steps.map(([, total]) => total))).toEqual(new Set([140]));
    expect(Math.max(...bowl.steps.map(([done]) => done))).toBeLessThanOrEqual(140);
  });

  it('gives no ratio for a rate at which the loss is no number', async () => {
    const bowl = new Bowl();
    const open = bowl.open.bind(bowl);
    bowl.open = () => {
      const lab = open();
      // The range test, the rate itself, a third of it; then three times it.
      if (bowl.opened < 4) return lab;
      return { ...lab, train: () => Promise.resolve(NaN) };
    };
    const { numbers } = await range.compute(bowl.run());
    expect(Object.keys(numbers)).toEqual(['rate', 'trained', 'third']);
  });
});
