import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exampleLine, inOrder } from '../../../../../src/extension/features/examples/exampleLine';

const names = readdirSync('examples').filter((name) => /\.(ts|py)$/.test(name));

it('every example has a line of its own', () => {
  for (const name of names) {
    const line = exampleLine(readFileSync(`examples/${name}`, 'utf8'));
    expect(line.length, name).toBeGreaterThan(20);
    expect(line.length, name).toBeLessThan(140);
    expect(line).not.toMatch(/\*|"""/);
  }
});

it('a line is the first sentence, whatever is abbreviated in it', () => {
  expect(exampleLine('/** A net (He et al. 2015) of two parts. More. */')).toBe(
    'A net (He et al. 2015) of two parts',
  );
  expect(exampleLine('"""Blocks of two: each\nhas a shortcut."""')).toBe('Blocks of two');
  expect(exampleLine('/**\n * One line\n * and another. More.\n */')).toBe('One line and another');
  expect(exampleLine('const a = 1;')).toBe('');
});

it('those that learn badly come first', () => {
  expect(inOrder(names).slice(0, 3)).toEqual(['sigmoidMlp.ts', 'explodingMlp.ts', 'plain56.ts']);
});
