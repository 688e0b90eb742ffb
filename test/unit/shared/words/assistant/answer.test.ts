import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerText,
  clippedTo,
  MOST_TOKENS,
  type AnswerPart,
} from '../../../../../src/shared/words/assistant/answer';
import { tokensAtMost } from '../../../../../src/shared/words/assistant/tokens';

const rows = (count: number, word = 'row'): string[] =>
  Array.from(
    { length: count },
    (_, at) => `${word} ${at} of a list that is as long as it wants to be`,
  );

describe('an answer for an assistant', () => {
  it('is all there is where it fits', () => {
    const parts = [
      { lines: ['first'] },
      { title: 'Rows:', lines: ['a', 'b'] },
      { title: 'No', lines: [] },
    ];
    expect(answerText(parts)).toBe('first\n\nRows:\na\nb');
  });

  it('gives the parts before what they need, and says what is left out of those behind', () => {
    const text = answerText([
      { title: 'One:', lines: rows(20) },
      { title: 'Two:', lines: rows(1000, 'line'), rest: 'lines that cost less' },
      { title: 'Three:', lines: rows(1000, 'item'), rest: 'items' },
    ]);
    expect(text).toContain('row 19 ');
    expect(text).toMatch(/line \d+ of[^\n]*\n… \d+ more \(lines that cost less\)\n\nThree:\n/);
    expect(text).toMatch(/… [\d,]+ more \(items\)$/);
  });

  it('keeps both ends where the middle matters least', () => {
    const text = answerText([
      { lines: rows(100), most: 4, keeps: 'ends', rest: 'rows in between' },
    ]);
    expect(text.split('\n').map((line) => line.split(' of ')[0])).toEqual([
      ...['row 0', 'row 1', '… 96 more (rows in between)', 'row 98', 'row 99'],
    ]);
  });

  it('cuts a line of any length in its middle', () => {
    const [line = ''] = answerText([{ lines: [`begin ${'x'.repeat(5000)} end`] }]).split('\n');
    expect(line).toMatch(/^begin x+…x+ end$/);
    expect(line.length).toBeLessThanOrEqual(500);
    expect(tokensAtMost(clippedTo('字'.repeat(5000), 100))).toBeLessThanOrEqual(100);
  });

  it('never has more tokens than an answer may have', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 2000 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    const part: fc.Arbitrary<AnswerPart> = fc.record({
      title: fc.string({ maxLength: 60 }),
      lines: fc.array(line, { maxLength: 80 }),
      keeps: fc.constantFrom('first' as const, 'ends' as const),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        expect(tokensAtMost(answerText(parts))).toBeLessThanOrEqual(MOST_TOKENS);
      }),
      { numRuns: 60 },
    );
  });
});
