import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPython } from '../../../../src/engine/frontends/python/embedded/openPython';
import { keptName, type KeptFile } from '../../../../src/shared/protocol/keptFile';
import { tinyHome } from '../../../support/python/home';
import { attempt } from '../../../support/python/lockedAttempts';

const cache = mkdtempSync(path.join(os.tmpdir(), 'skipscope-snapshots-'));
const kept: KeptFile[] = [];
const open = () =>
  openPython({
    home: tinyHome,
    cache,
    keep: (file) => kept.push({ ...file, bytes: file.bytes.slice() }),
    print: () => undefined,
  });
afterAll(() => rmSync(cache, { recursive: true }));

const imported = `import sys\nr = sorted(n for n in sys.modules if n in ('torch', 'skipscope.driver.record'))`;
const both = "got out: ['skipscope.driver.record', 'torch']";

it('keeps the memory of a first start, starts from it, and replaces one that is damaged', async () => {
  expect((await open()).fromSnapshot).toBe(false);
  const [first] = kept;
  expect(first?.kind).toBe('python');
  const file = path.join(cache, keptName(first!));
  writeFileSync(file, first!.bytes);

  const python = await open();
  expect(python.fromSnapshot).toBe(true);
  expect(attempt(python, imported)).toBe(both);
  expect(kept).toHaveLength(1);

  writeFileSync(file, first!.bytes.subarray(0, 1_000));
  const again = await open();
  expect(again.fromSnapshot).toBe(false);
  expect(attempt(again, imported)).toBe(both);
  expect(kept[1]).toMatchObject({ key: first!.key });
  expect(kept[1]?.bytes.length).toBe(first!.bytes.length);
});

it('needs none: a folder in its place is none', async () => {
  const elsewhere = path.join(cache, 'elsewhere');
  mkdirSync(path.join(elsewhere, keptName(kept[0]!)), { recursive: true });
  const python = await openPython({ home: tinyHome, cache: elsewhere, print: () => undefined });
  expect(python.fromSnapshot).toBe(false);
});
