import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { keptCodeIn } from '../../../../src/engine/process/keptCode';
import { keepFile } from '../../../../src/engineClient/keepFile';

const folder = mkdtempSync(path.join(tmpdir(), 'skipscope-code-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text = '(function () { return 6 * 7; })';
const scriptOf = (source: string, cachedData: Buffer | undefined): Script =>
  new Script(source, { ...(cachedData && { cachedData }) });

describe('the compiled code of the engine', () => {
  it('is kept once and taken by later processes of the same text', async () => {
    const first = keptCodeIn(folder, text);
    expect(first.compiled).toBeUndefined();
    const file = first.made(scriptOf(text, first.compiled))!;
    await keepFile(folder, file);

    const later = keptCodeIn(folder, text);
    const script = scriptOf(text, later.compiled);
    expect(script.cachedDataRejected).toBe(false);
    expect((script.runInThisContext() as () => number)()).toBe(42);
    expect(later.made(script)).toBeUndefined();
  });

  it('is made anew where V8 refuses what is kept', async () => {
    // V8 looks at nothing kept for a text that it has compiled in this process.
    const other = '(function () { return 6 + 7; })';
    const { key, kind } = keptCodeIn(folder, other).made(scriptOf(text, undefined))!;
    await keepFile(folder, { key, kind, bytes: new Uint8Array(64) });
    const { compiled, made } = keptCodeIn(folder, other);
    const script = scriptOf(other, compiled);
    expect(script.cachedDataRejected).toBe(true);
    expect(made(script)?.bytes.length).toBeGreaterThan(64);
  });

  it('stands for no other text of the same length', () => {
    expect(keptCodeIn(folder, text.replace('7', '8')).compiled).toBeUndefined();
  });

  it('is not kept without a folder for it', () => {
    const { compiled, made } = keptCodeIn(undefined, text);
    expect([compiled, made(scriptOf(text, undefined))]).toEqual([undefined, undefined]);
  });
});
