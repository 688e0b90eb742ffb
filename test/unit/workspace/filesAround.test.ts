import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesAround } from '../../../src/workspace/sourceFiles';

const root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-around-'));
const files = ['a.py', 'nets/b.py', 'nets/deep/c.py', 'other/d.py', 'other/e.txt', 'venv/f.py'];
for (const file of files) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), '');
}
writeFileSync(path.join(root, 'other/.gitignore'), 'd.py\n');
afterAll(() => rmSync(root, { recursive: true }));

const around = (file: string, top = root): string[] =>
  [...filesAround(path.join(root, file), top, (name) => /\.(py|txt)$/.test(name))].map((one) =>
    path.relative(root, one).replaceAll('\\', '/'),
  );

describe('the files around one', () => {
  it('come nearest first, each once, without ignored ones and environments', () => {
    expect(around('nets/deep/c.py')).toEqual([
      'nets/deep/c.py',
      'nets/b.py',
      'a.py',
      'other/e.txt',
    ]);
  });

  it('are those of its own folder where it lies outside the workspace', () => {
    expect(around('nets/b.py', path.join(root, 'other'))).toEqual(['nets/b.py', 'nets/deep/c.py']);
  });
});
