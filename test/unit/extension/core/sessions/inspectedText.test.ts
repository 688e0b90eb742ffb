import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectedText } from '../../../../../src/extension/core/sessions/inspectedText';
import { lineAfterAll, type LineEdit } from '../../../../../src/extension/core/sessions/lineEdits';
import { request } from '../../../../support/fakeInspector';

const edit: fc.Arbitrary<LineEdit> = fc
  .record({
    startLine: fc.integer({ min: 1, max: 30 }),
    fromLineStart: fc.boolean(),
    lines: fc.integer({ min: 0, max: 3 }),
    toLineStart: fc.boolean(),
    added: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ lines, ...rest }) => ({ ...rest, endLine: rest.startLine + lines }));

const removal = { startLine: 3, fromLineStart: true, endLine: 5, toLineStart: true, added: 0 };

describe('InspectedText', () => {
  it('follows a line the same whether it is asked for after each edit or once at the end', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const text = new InspectedText(request(), 0);
        for (const one of edits) {
          text.edited([one], 'edited');
          text.currentLine(10);
        }
        expect(text.currentLine(10)).toBe(lineAfterAll(10, edits));
      }),
    );
  });

  it('is up to date again, every line in its place, once the text is what the run read', () => {
    const text = new InspectedText(request({ text: 'as read' }), 0);
    text.edited([{ ...removal, added: 2 }], 'edited');
    expect([text.outOfDate, text.currentLine(4), text.currentLine(7)]).toEqual([
      true,
      undefined,
      7,
    ]);
    text.edited([{ ...removal, added: 2 }], 'as read');
    expect([text.outOfDate, text.currentLine(4), text.currentLine(7)]).toEqual([false, 4, 7]);
    text.edited([removal], 'edited again');
    expect([text.outOfDate, text.currentLine(4), text.currentLine(7)]).toEqual([
      true,
      undefined,
      5,
    ]);
  });
});
