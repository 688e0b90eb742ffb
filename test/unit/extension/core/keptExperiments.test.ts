import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptExperiments } from '../../../../src/extension/core/experiments/keptExperiments';
import { removeOldCells } from '../../../../src/extension/core/experiments/oldCells';
import { shownExperiment } from '../../../support/experimentRuns';

const site = { document: 'file:///w/net.ts', name: 'net' };

describe('kept results', () => {
  let folder: string;
  let kept: KeptExperiments;
  const shown = shownExperiment();
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-kept-'));
    kept = new KeptExperiments(path.join(folder, 'experiments'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('come back whole, the newest first, and are stale for another text', async () => {
    expect(await kept.of(site, 'text')).toEqual([]);
    await kept.keep(site, shown, 'older', 1000);
    await kept.keep(site, shown, 'text', 2000);
    await kept.keep({ ...site, name: 'other' }, shown, 'text', 3000);
    const found = await kept.of(site, 'text');
    expect(found.map(({ at, stale }) => [at, stale])).toEqual([
      [2000, false],
      [1000, true],
    ]);
    expect(await kept.read(found[0]!.id)).toEqual(JSON.parse(JSON.stringify(shown)));
  });

  it('give the newest one on the present text, and none of another one', async () => {
    await kept.keep(site, shown, 'older', 1000);
    expect(await kept.latest(site, 'text', 'skips')).toBeUndefined();
    expect(await kept.latest(site, 'older', 'paths')).toBeUndefined();
    expect((await kept.latest(site, 'older', 'skips'))?.command).toBe(shown.command);
  });

  it('go when they are removed, and when there are very many', async () => {
    for (let at = 1; at <= 62; at++) await kept.keep(site, shown, 'text', at);
    const all = await kept.of(site, 'text');
    expect(all).toHaveLength(60);
    expect(all.at(-1)!.at).toBe(3);
    await kept.remove(all[0]!.id);
    expect((await kept.of(site, 'text'))[0]!.at).toBe(61);
    await expect(kept.read(all[0]!.id)).rejects.toMatchObject({ code: 'file-not-found' });
  });
});

it('finished cells go when no run has added to them for a month', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-cells-'));
  const files = ['old.jsonl', 'new.jsonl', 'other.txt'].map((name) => path.join(folder, name));
  for (const file of files) writeFileSync(file, '');
  const monthAgo = Date.now() / 1000 - 31 * 86_400;
  for (const file of [files[0]!, files[2]!]) utimesSync(file, monthAgo, monthAgo);
  await removeOldCells(folder);
  expect(readdirSync(folder).sort()).toEqual(['new.jsonl', 'other.txt']);
  await removeOldCells(path.join(folder, 'none'));
  rmSync(folder, { recursive: true });
});
