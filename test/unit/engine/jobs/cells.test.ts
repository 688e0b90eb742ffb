import { describe, expect, it } from 'vitest';
import { completeCells, missingCells } from '../../../../src/engine/jobs/kinds/cells';
import type { Cell } from '../../../../src/shared/protocol/job';

const finished = [
  { id: 'c', value: 3 },
  { id: 'elsewhere', value: 9 },
];

describe('a plan of cells', () => {
  it('lacks those that no run has finished, in its order', () => {
    expect(missingCells(['a', 'b', 'c', 'd'], finished)).toEqual(['a', 'b', 'd']);
  });

  it('is completed: each missing cell is computed and emitted before the next', async () => {
    const events: string[] = [];
    const values = await completeCells(
      ['a', 'b', 'c'],
      (id) => {
        events.push(`compute ${id}`);
        return Promise.resolve(id === 'a' ? 1 : 2);
      },
      {
        cells: finished,
        cell: ({ id, value }: Cell<number>) => {
          events.push(`emit ${id} ${value}`);
          return Promise.resolve();
        },
      },
    );
    expect(values).toEqual([1, 2, 3]);
    expect(events).toEqual(['compute a', 'emit a 1', 'compute b', 'emit b 2']);
  });

  it('keeps what was emitted where a later cell fails', async () => {
    const emitted: string[] = [];
    const run = completeCells(
      ['a', 'b'],
      (id) => (id === 'a' ? Promise.resolve(1) : Promise.reject(new Error('no b'))),
      { cells: [], cell: ({ id }) => Promise.resolve(void emitted.push(id)) },
    );
    await expect(run).rejects.toThrow('no b');
    expect(emitted).toEqual(['a']);
  });
});
