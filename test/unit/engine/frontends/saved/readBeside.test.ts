import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBeside } from '../../../../../src/engine/frontends/saved/readBeside';

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  writeFileSync(path.join(root, 'weights.bin'), 'abc');
  mkdirSync(path.join(root, 'folder.bin'));
  execFileSync('mkfifo', [path.join(root, 'pipe.bin')]);
});
afterAll(() => rmSync(root, { recursive: true }));

const read = (name: string) => readBeside(path.join(root, 'model.json'))(name);

describe('a file beside a model', () => {
  it('is read where it is there', async () => {
    expect(await read('weights.bin')).toEqual(Buffer.from('abc'));
    expect(await read('gone.bin')).toBeUndefined();
  });

  it.each([
    ['pipe.bin', 'files.not-regular'],
    ['folder.bin', 'files.folder'],
  ])('is refused where it is no file: %s', async (file, code) => {
    await expect(read(file)).rejects.toMatchObject({ detail: { code, values: { file } } });
  });
});
