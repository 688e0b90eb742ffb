import { describe, expect, it } from 'vitest';
import { cellLine, cellsOf, endOfTorn, journalName } from '../../../src/engineClient/journalText';

const isNumber = (value: unknown) => typeof value === 'number';
const cells = [
  { id: 'one', value: 1 },
  { id: 'two', value: 2.5e-7 },
];
const text = cells.map(cellLine).join('');

describe('the text of a journal', () => {
  it('gives back the cells that were written', () => {
    expect(text.split('\n')).toHaveLength(3);
    expect(cellsOf(text, isNumber)).toEqual(cells);
    expect(cellsOf('', isNumber)).toEqual([]);
  });

  it('loses the torn last line only, wherever it is torn', () => {
    const whole = cellLine(cells[0]!).length;
    for (let end = whole; end < text.length - 1; end++) {
      const torn = text.slice(0, end);
      expect(cellsOf(torn, isNumber)).toEqual([cells[0]]);
      const mended = torn + endOfTorn(torn) + cellLine(cells[1]!);
      expect(cellsOf(mended, isNumber)).toEqual(cells);
    }
  });

  it('leaves out what is no cell of this job', () => {
    const strange = ['null', '7', '{"id":1,"value":1}', '{"id":"a"}', '{"id":"b","value":"x"}'];
    expect(cellsOf(`${strange.join('\n')}\n${text}`, isNumber)).toEqual(cells);
  });

  it('gives a cell once that was written twice', () => {
    expect(cellsOf(text + text, isNumber)).toEqual(cells);
  });
});

describe('the name of a journal', () => {
  it('is the same for the same key in another order, and another for any other', () => {
    const name = journalName({ kind: 'a', options: { steps: 1, seeds: [1, 2] } });
    expect(name).toMatch(/^[0-9a-f]{64}\.jsonl$/);
    expect(journalName({ options: { seeds: [1, 2], steps: 1 }, kind: 'a' })).toBe(name);
    expect(journalName({ kind: 'a', options: { steps: 1, seeds: [2, 1] } })).not.toBe(name);
    expect(journalName({ kind: 'b', options: { steps: 1, seeds: [1, 2] } })).not.toBe(name);
  });
});
