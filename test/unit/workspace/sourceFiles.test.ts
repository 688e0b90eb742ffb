import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchFiles } from '../../../src/workspace/searchFiles';
import { isListed, sourceFilesBelow } from '../../../src/workspace/sourceFiles';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const model = `export const net = () => tf.sequential();`;
const files: Readonly<Record<string, string>> = {
  '.gitignore': 'built/\n*.gen.ts\n',
  'a.ts': model,
  'a.gen.ts': model,
  'bundle.js': `${model}//${'x'.repeat(500_000)}`,
  'tf.min.js': model,
  'built/b.js': model,
  'kept/.gitignore': '!*.gen.ts\n',
  'kept/c.gen.ts': model,
  'node_modules/x/index.js': model,
  'z/page.html': `<script>${model}</script>`,
  'notes.md': model,
};
const inside = (file: string) => path.relative(root, file).split(path.sep).join('/');
const paths = () => Object.keys(files).map((name) => path.join(root, name));

function putAll(): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

describe('the source files of a folder', () => {
  it('are what people write: nothing ignored, installed, minified or as large as a bundle', () => {
    putAll();
    const listed = [...sourceFilesBelow(root)].map(inside);
    expect(listed).toEqual(['a.ts', 'kept/c.gen.ts', 'z/page.html']);
  });

  it('are told for a single file as they are for all', () => {
    putAll();
    const single = paths().filter((file) => isListed(file, root));
    expect(single.map(inside).sort()).toEqual([...sourceFilesBelow(root)].map(inside));
    expect(isListed(path.join(root, 'gone.ts'), root)).toBe(false);
    expect(isListed(path.join(path.dirname(root), 'a.ts'), root)).toBe(false);
  });
});

describe('searching files', () => {
  it('gives the definitions of each, one file after the other', async () => {
    putAll();
    const found: string[] = [];
    for await (const { file, sites } of searchFiles(
      sourceFilesBelow(root),
      new AbortController().signal,
    )) {
      found.push(`${inside(file)} ${sites.map(({ name }) => name).join()}`);
    }
    expect(found).toEqual(['a.ts net', 'kept/c.gen.ts net', 'z/page.html net']);
  });

  it('ends at once when it is cancelled, and looks at no further file', async () => {
    putAll();
    const controller = new AbortController();
    const seen: string[] = [];
    const search = async () => {
      for await (const { file } of searchFiles(sourceFilesBelow(root), controller.signal)) {
        seen.push(inside(file));
        controller.abort();
      }
    };
    await expect(search()).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toEqual(['a.ts']);
  });

  it('passes over a file that is gone by the time it is read', async () => {
    const gone = [path.join(root, 'gone.ts')];
    const found = [];
    for await (const one of searchFiles(gone, new AbortController().signal)) found.push(one.sites);
    expect(found).toEqual([[]]);
  });
});
