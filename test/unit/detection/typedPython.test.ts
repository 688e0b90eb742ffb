import { readFileSync } from 'node:fs';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePython } from '../../../src/detection/python/parsePython';

const source = readFileSync('examples/resnet18.py', 'utf8');
const pieces = [
  '\n',
  '    ',
  '(',
  ')',
  ':',
  'x',
  'self.',
  '"',
  '"""',
  '#',
  '=',
  '[',
  ']',
  ',',
  'ü',
];
const lines = ['class A(nn.Module):\n    x = 1\n', 'def f(a):\n    return a\n', 'if x:\n', '\n\n'];
const edit = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(40)),
  put: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.constantFrom(...lines)),
});

/** The nodes of a tree with their places, in the order of the text. */
function written(script: SyntaxNode): string[] {
  const nodes: string[] = [];
  script.cursor().iterate(({ name, from, to }) => void nodes.push(`${name} ${from} ${to}`));
  return nodes;
}

interface Edit {
  /** The share of the text before it. */
  readonly from: number;
  readonly length: number;
  readonly put: string;
}

function edited(text: string, { from, length, put }: Edit): string {
  const start = Math.floor(from * text.length);
  return text.slice(0, start) + put + text.slice(start + length);
}

describe('the syntax of a file that is typed in', () => {
  it('is that of its text, whatever was parsed before', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let text = source;
        for (const each of edits) {
          text = edited(text, each);
          const { script } = parsePython(text, 'net.py');
          expect(written(script)).toEqual(written(parser.parse(text).topNode));
        }
        parsePython(source, 'net.py');
      }),
      { numRuns: 150 },
    );
  });

  it('is right again after an error has gone', () => {
    for (const text of [source, source.replace('class', 'class ('), source]) {
      const { script } = parsePython(text, 'other.py');
      expect(written(script)).toEqual(written(parser.parse(text).topNode));
    }
  });
});
