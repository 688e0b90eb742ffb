import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keepFile } from '../../../src/engineClient/keepFile';
import { engineFrame } from '../../../src/shared/protocol/engineFrames';

const base = mkdtempSync(path.join(os.tmpdir(), 'skipscope-kept-'));
afterAll(() => rmSync(base, { recursive: true }));

const bytes = Uint8Array.of(1, 2, 3);
const framed = (payload: unknown): unknown => engineFrame({ kind: 'event', name: 'keep', payload });

it('keeps one file of each kind, whole, and leaves others alone', async () => {
  const folder = path.join(base, 'cache');
  await keepFile(folder, { kind: 'python', key: '1', bytes });
  writeFileSync(path.join(folder, 'notes.txt'), 'not ours');
  writeFileSync(path.join(folder, 'other-1.kept'), 'of another kind');
  await keepFile(folder, { kind: 'python', key: '2', bytes });
  expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'other-1.kept', 'python-2.kept']);
  expect([...readFileSync(path.join(folder, 'python-2.kept'))]).toEqual([1, 2, 3]);
});

it('says why it could keep nothing', async () => {
  const file = path.join(base, 'file');
  writeFileSync(file, '');
  await expect(keepFile(file, { kind: 'python', key: '1', bytes })).rejects.toThrow();
});

it.each([
  { kind: '../python', key: '1', bytes },
  { kind: 'python', key: '../../elsewhere', bytes },
  { kind: 'python', key: '', bytes },
  { kind: 'python', key: '1', bytes: 'text' },
])('is no frame of an engine: %o', (payload) => {
  expect(framed(payload)).toBeUndefined();
  expect(framed({ kind: 'python', key: '1', bytes })).toBeDefined();
});
