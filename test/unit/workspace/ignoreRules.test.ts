import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ignoreRules, isLeftOut } from '../../../src/workspace/ignore/ignoreRules';

const isOut = (text: string, path: string, isFolder = false) =>
  isLeftOut(ignoreRules(text), path.toLowerCase().split('/'), isFolder);

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-ignore-'));
  execFileSync('git', ['init', '-q', root]);
});
afterAll(() => rmSync(root, { recursive: true }));

/** The folders above a path: git looks at them first, as a search of ours does. */
const namesIn = (names: readonly string[]) =>
  names.slice(1).map((_, i) => names.slice(0, i + 1).join('/'));

/** Asks git about each path below a folder of its own with these rules. */
function askGit(cases: readonly { text: string; path: string }[]) {
  const asked = cases.map(({ text, path: inside }, i) => {
    mkdirSync(path.join(root, `${i}`));
    writeFileSync(path.join(root, `${i}`, '.gitignore'), `${text}\n`);
    return `${i}/${inside}`;
  });
  const args = [
    '-C',
    root,
    '-c',
    'core.ignorecase=true',
    'check-ignore',
    '--no-index',
    '-v',
    '-n',
    '-z',
    '--stdin',
  ];
  const fields = execFileSync('git', args, { input: asked.join('\0') })
    .toString()
    .split('\0');
  return cases.map((one, i) => {
    const pattern = fields[4 * i + 2] ?? '';
    return { ...one, out: pattern === '' ? undefined : !pattern.startsWith('!') };
  });
}

describe('the rules of a .gitignore', () => {
  it.each([
    // The examples of gitignore(5).
    ['hello.*', 'hello.ts', true],
    ['hello.*', 'a/hello.java', true],
    ['/hello.*', 'hello.ts', true],
    ['/hello.*', 'a/hello.java', undefined],
    ['doc/frotz', 'doc/frotz', true],
    ['doc/frotz', 'a/doc/frotz', undefined],
    ['foo/*', 'foo/test.json', true],
    ['foo/*', 'foo/bar/hello.ts', undefined],
    ['**/foo', 'a/b/foo', true],
    ['**/foo/bar', 'x/foo/bar', true],
    ['abc/**', 'abc/x/y', true],
    ['abc/**', 'abc', undefined],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/x/y/c', undefined],
    ['*\n!keep.ts', 'keep.ts', false],
    ['!keep.ts\n*', 'keep.ts', true],
    ['# comment', '# comment', undefined],
    ['\\#name', '#name', true],
    ['\\!name', '!name', true],
    ['name\\ ', 'name ', true],
    ['name   ', 'name', true],
    ['name\\  ', 'name ', true],
    ['name\\  ', 'name  ', undefined],
    ['name\\\\ ', 'name\\', true],
    ['name\\', 'name', undefined],
    ['name\\', 'name\\', undefined],
    ['a\\/b', 'a/b', true],
    ['name\r\n', 'name', true],
    ['[a-c]1', 'b1', true],
    ['[!a-c]1', 'b1', undefined],
    ['[]x]1', ']1', true],
    ['[a', '[a', undefined],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', undefined],
    ['Built', 'built', true],
    ['a*b*c', 'a/b/c', undefined],
  ])('%j about %j: %s', (text, path, expected) => {
    expect(isOut(text, path)).toBe(expected);
  });

  it('of folders are about folders only', () => {
    expect(isOut('build/', 'build')).toBeUndefined();
    expect(isOut('build/', 'build', true)).toBe(true);
    expect(isOut('build/', 'a/build', true)).toBe(true);
  });

  it('say what git says of the same patterns', () => {
    const pieces = [
      'a',
      'b',
      '*',
      '**',
      '?',
      '/',
      '/**/',
      '**/',
      '.',
      '[ab]',
      '[!a]',
      '!',
      '\\*',
      '\\',
      ' ',
      '[a-',
    ];
    const line = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 });
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', 'a.b', '*', 'a '), {
      minLength: 1,
      maxLength: 4,
    });
    const cases = fc
      .sample(fc.tuple(fc.array(line, { minLength: 1, maxLength: 3 }), path), {
        numRuns: 3000,
      })
      .map(([lines, names]) => ({ text: lines.map((one) => one.join('')).join('\n'), names }))
      // Of these, git's manual says something else than git does.
      .filter(({ text }) => !/[^/\n]\*\*|\*\*[^/*\n]/.test(text))
      .filter(({ text, names }) => !namesIn(names).some((folder) => isOut(text, folder, true)));
    expect(cases.length).toBeGreaterThan(500);
    const said = askGit(cases.map(({ text, names }) => ({ text, path: names.join('/') })));
    const ours = cases.map(({ text, names }) => ({
      text,
      path: names.join('/'),
      out: isOut(text, names.join('/')),
    }));
    expect(ours).toEqual(said);
  });

  it('take time that grows with the text only, however many stars are in them', () => {
    const stars = `${'*a'.repeat(400)}b`;
    expect(isOut(stars, 'a'.repeat(4000))).toBeUndefined();
    const folders = `${'**/a/'.repeat(150)}z`;
    expect(isOut(folders, `${'a/'.repeat(2000)}x`)).toBeUndefined();
  });

  it('leave out lines that nobody writes', () => {
    expect(ignoreRules(`${'a'.repeat(1 << 20)}*\nb`)).toHaveLength(1);
    expect(ignoreRules('x\n'.repeat(200_000))).toHaveLength(10_000);
  });
});
