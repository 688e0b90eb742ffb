import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectedText } from '../../../../src/extension/session/inspectedText';
import { lineAfterAll, type LineEdit } from '../../../../src/extension/session/lineEdits';
import { request } from '../../../support/fakeInspector';

const edit: fc.Arbitrary<LineEdit> = fc
  .record({
    startLine: fc.integer({ min: 1, max: 30 }),
    fromLineStart: fc.boolean(),
    lines: fc.integer({ min: 0, max: 3 }),
    toLineStart: fc.boolean(),
    added: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ lines, ...rest }) => ({ ...rest, endLine: rest.startLine + lines }));

describe('InspectedText', () => {
  it('follows a line the same whether it is asked for after each edit or once at the end', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const text = new InspectedText(request(), 0);
        for (const one of edits) {
          text.edited([one]);
          text.currentLine(10);
        }
        expect(text.currentLine(10)).toBe(lineAfterAll(10, edits));
      }),
    );
  });
});
