import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pc from 'picocolors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { list } from '../../../src/cli/commands/list';
import { filesUnder, searchPaths } from '../../../src/cli/run/searchPaths';
import { CLEAR_LINE } from '../../../src/cli/terminal/terminal';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
const found = (...paths: string[]): string[] =>
  [...filesUnder(paths.map((each) => path.join(root, each)))].map((file) =>
    path.relative(root, file).split(path.sep).join('/'),
  );

describe('the files under given paths', () => {
  it('finds source files at any depth and nothing else', () => {
    put({ 'b.ts': '', 'a/deep/c.jsx': '', 'a/page.html': '', 'a/notes.md': '', 'types.d.ts': '' });
    expect(found('.')).toEqual(['a/deep/c.jsx', 'a/page.html', 'b.ts']);
  });

  it('stays out of node_modules', () => {
    put({ 'a.ts': '', 'node_modules/x/index.js': '' });
    expect(found('.')).toEqual(['a.ts']);
  });

  it('follows .gitignore, and the inner one where two disagree', () => {
    put({
      '.gitignore': 'built/\n*.gen.ts\n',
      'built/a.js': '',
      'a.gen.ts': '',
      'kept/.gitignore': '!*.gen.ts\n',
      'kept/b.gen.ts': '',
      'c.ts': '',
    });
    expect(found('.')).toEqual(['c.ts', 'kept/b.gen.ts']);
  });

  it('follows the .gitignore of the folders above, up to the repository', () => {
    put({ '.git/HEAD': '', '.gitignore': 'a/old/', 'a/old/x.ts': '', 'a/y.ts': '' });
    expect(found('a')).toEqual(['a/y.ts']);
  });

  it('takes a file that is named, ignored or not, and each file once', () => {
    put({ '.gitignore': 'a.ts', 'a.ts': '', 'b.ts': '' });
    expect(found('a.ts', '.', 'b.ts')).toEqual(['a.ts', 'b.ts']);
  });

  it('says which path does not exist', () => {
    expect(() => found('nowhere')).toThrow(/nowhere does not exist/);
  });
});

const colours = pc.createColors(false);

it('tells of rules that cannot be read once the line of progress is gone', async () => {
  put({ 'a.ts': '' });
  mkdirSync(path.join(root, '.gitignore'));
  let printed = '';
  const print = (text: string): void => void (printed += text);
  const terminal = { out: print, raw: print, err: print, colours, live: true };
  let now = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
  await searchPaths([root], terminal, new AbortController().signal);
  clock.mockRestore();
  const told = `skipscope: ${path.join(root, '.gitignore')} is a folder`;
  expect(printed).toContain(told);
  expect(printed.lastIndexOf(CLEAR_LINE)).toBeGreaterThan(0);
  expect(printed.indexOf(told)).toBeGreaterThan(printed.lastIndexOf(CLEAR_LINE));
});

it('says which files it could not look into', async () => {
  put({ 'deep.ts': `import * as tf from '@tensorflow/tfjs';\ntf.model(${'['.repeat(50_000)}` });
  const print = (): void => undefined;
  const terminal = { out: print, raw: print, err: print, colours, live: false };
  const file = path.join(root, 'deep.ts');
  const { failures } = await searchPaths([root], terminal, new AbortController().signal);
  expect(failures).toMatchObject([{ code: 'syntax-error', at: { file, line: 1, column: 1 } }]);
  const command = { name: 'list', paths: [root], json: false } as const;
  expect(await list(command, terminal, new AbortController().signal)).toBe(3);
});

it('a search that is cancelled ends with nothing printed', async () => {
  put({ 'a.ts': 'tf.sequential()' });
  let printed = '';
  const print = (text: string): void => void (printed += text);
  const terminal = { out: print, raw: print, err: print, colours, live: true };
  const command = { name: 'list', paths: [root], json: false } as const;
  const cancelled = list(command, terminal, AbortSignal.abort());
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(printed).toBe('');
});
