import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytesSync, readText, readTextIfAny } from '../../../src/workspace/files/readFile';

let root = '';
const at = (name: string) => path.join(root, name);
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'skipscope-read-'));
  writeFileSync(at('marked'), '\ufeff{}');
  mkdirSync(at('folder'));
  symlinkSync('/dev/zero', at('endless'));
  symlinkSync('circle', at('circle'));
  execFileSync('mkfifo', [at('pipe')]);
});
afterAll(() => rmSync(root, { recursive: true }));

describe('reading a file', () => {
  it.each([
    ['folder', 'files.folder'],
    ['pipe', 'files.not-regular'],
    ['endless', 'files.not-regular'],
    ['circle', 'files.link-loop'],
    ['gone', 'files.missing'],
  ])('refuses %s with %s', async (name, code) => {
    const failure = { code: 'file-not-found', detail: { code, values: { file: 'x' } } };
    await expect(readText(at(name), 10, 'x')).rejects.toMatchObject(failure);
    expect(() => readBytesSync(at(name), 10, 'x')).toThrow(
      expect.objectContaining(failure) as Error,
    );
  });

  it('refuses more bytes than may be read', async () => {
    await expect(readText(at('marked'), 4)).rejects.toMatchObject({
      detail: { code: 'files.too-large' },
    });
  });

  it('leaves the byte order mark out', async () => {
    expect(await readText(at('marked'), 10)).toBe('{}');
    expect(readBytesSync(at('marked'), 10)).toHaveLength(5);
  });

  it('gives nothing for a file that need not be there', async () => {
    expect(await readTextIfAny(at('gone'), 10)).toBeUndefined();
  });

  it.each([
    ['circle', 'files.link-loop'],
    ['folder', 'files.folder'],
  ])('tells of %s in the place of a file that need not be there', async (name, code) => {
    await expect(readTextIfAny(at(name), 10)).rejects.toMatchObject({ detail: { code } });
  });

  it('reads what is larger than one stretch, and what reports no size', async () => {
    writeFileSync(at('large'), 'ab'.repeat(100_000));
    expect(await readText(at('large'), 200_000)).toBe('ab'.repeat(100_000));
    expect(readBytesSync(at('large'), 200_000)).toHaveLength(200_000);
    if (process.platform === 'linux') {
      expect(await readText('/proc/self/status', 100_000)).toContain('Pid:');
    }
  });
});
