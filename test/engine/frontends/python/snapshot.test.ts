import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPython } from '../../../../src/engine/frontends/python/embedded/openPython';
import { tinyHome } from '../../../support/python/home';
import { attempt } from '../../../support/python/lockedAttempts';

const cache = mkdtempSync(path.join(os.tmpdir(), 'skipscope-snapshots-'));
const open = (folder = cache) =>
  openPython({ home: tinyHome, cache: folder, print: () => undefined });
afterAll(() => rmSync(cache, { recursive: true }));

const imported = `import sys\nr = sorted(n for n in sys.modules if n in ('torch', 'skipscope.driver.record'))`;

describe('the snapshot of a Python', () => {
  it('is kept by the first start, used by the next, and replaced where it is damaged', async () => {
    const outdated = path.join(cache, 'python-0.0.0-0-v8.1.snapshot');
    writeFileSync(outdated, 'old');
    writeFileSync(path.join(cache, 'notes.txt'), 'not ours');
    expect((await open()).fromSnapshot).toBe(false);
    const names = readdirSync(cache);
    expect(names).toHaveLength(2);
    expect(names).toContain('notes.txt');
    const python = await open();
    expect(python.fromSnapshot).toBe(true);
    expect(attempt(python, imported)).toBe("got out: ['skipscope.driver.record', 'torch']");

    const kept = path.join(cache, names.find((name) => name.endsWith('.snapshot')) ?? '');
    const whole = readFileSync(kept);
    writeFileSync(kept, whole.subarray(0, 1_000));
    const again = await open();
    expect(again.fromSnapshot).toBe(false);
    expect(attempt(again, imported)).toBe("got out: ['skipscope.driver.record', 'torch']");
    expect(readFileSync(kept).length).toBe(whole.length);
  });

  it('is not needed: a folder that cannot be written to keeps none', async () => {
    const file = path.join(cache, 'notes.txt');
    expect((await open(file)).fromSnapshot).toBe(false);
  });
});
