import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAfterAll, type LineEdit } from '../../../../../src/extension/core/sessions/lineEdits';

const edit = (change: Partial<LineEdit>): LineEdit => ({
  startLine: 1,
  fromLineStart: false,
  endLine: 1,
  toLineStart: false,
  added: 0,
  ...change,
});

/** Replaces a range of a text as an editor does, and says what that did to its lines. */
function replace(text: string, from: number, to: number, insert: string): [string, LineEdit] {
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, first: before[before.length - 1] === '' };
  };
  const [start, end] = [at(from), at(to)];
  const change = edit({
    startLine: start.line,
    fromLineStart: start.first,
    endLine: end.line,
    toLineStart: end.first,
    added: insert.split('\n').length - 1,
  });
  return [text.slice(0, from) + insert + text.slice(to), change];
}

describe('lineAfterAll', () => {
  it('moves the lines below an inserted line down and leaves those above', () => {
    const [, inserted] = replace('a\nb\nc', 2, 2, 'new\n');
    expect([1, 2, 3].map((line) => lineAfterAll(line, [inserted]))).toEqual([1, 3, 4]);
  });

  it('keeps a line that is edited within', () => {
    const [, typed] = replace('a\nbcd\ne', 3, 4, 'xyz');
    expect([1, 2, 3].map((line) => lineAfterAll(line, [typed]))).toEqual([1, 2, 3]);
  });

  it('keeps the first part of a line that is broken in two', () => {
    const [, broken] = replace('ab\nc', 1, 1, '\n');
    expect([1, 2].map((line) => lineAfterAll(line, [broken]))).toEqual([1, 3]);
  });

  it('forgets lines that are deleted', () => {
    const [, deleted] = replace('a\nb\nc\nd', 2, 6, '');
    expect([1, 2, 3, 4].map((line) => lineAfterAll(line, [deleted]))).toEqual([
      1,
      undefined,
      undefined,
      2,
    ]);
  });

  it('follows every untouched line through any edit', () => {
    // No edit can make one of these lines out of others.
    const names = Array.from({ length: 9 }, (_, at) => 'abcdefghi'.charAt(at).repeat(5));
    const text = names.join('\n');
    const edits = fc.tuple(
      fc.nat(text.length),
      fc.nat(20),
      fc.constantFrom('', 'x', '\n', 'y\nz\n'),
    );
    fc.assert(
      fc.property(edits, ([from, length, insert]) => {
        const [next, made] = replace(text, from, Math.min(text.length, from + length), insert);
        const lines = next.split('\n');
        for (const [index, name] of names.entries()) {
          const now = lines.indexOf(name);
          if (now >= 0) expect(lineAfterAll(index + 1, [made])).toBe(now + 1);
        }
      }),
    );
  });

  it('applies edits in their order', () => {
    const [text, first] = replace('a\nb\nc', 0, 0, 'new\n');
    const [, second] = replace(text, 0, 6, '');
    expect([1, 2, 3].map((line) => lineAfterAll(line, [first, second]))).toEqual([undefined, 1, 2]);
  });
});
