import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptComparisons } from '../../../../../src/extension/core/history/keptComparisons';
import { writePacked } from '../../../../../src/extension/core/history/packedJson';
import { reportOf } from '../../../../../src/shared/report/readReport';
import { plainChain, resnet } from '../../../../support/sampleReports';

const pair = { before: resnet(1), after: resnet(2) };

describe('compared reports that are kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'ss-compared-')), 'comparisons');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));
  const open = () => new KeptComparisons(folder);

  it('are the same two for another window', async () => {
    await open().keep('a', pair);
    expect(await open().read('a')).toEqual(pair);
  });

  it('are twenty pairs at most: the oldest go', async () => {
    const kept = open();
    const small = { before: plainChain(2), after: plainChain(3) };
    for (let at = 0; at < 22; at++) {
      await kept.keep(`p${at}`, small);
      utimesSync(path.join(folder, `p${at}.json.gz`), at, at);
    }
    await kept.keep('last', small);
    expect(readdirSync(folder)).toHaveLength(20);
    await expect(kept.read('p0')).rejects.toThrow();
    expect(await kept.read('last')).toEqual(small);
  });

  it('are read where an older version wrote them', async () => {
    await open().keep('a', pair);
    const old: unknown = JSON.parse(
      readFileSync('test/fixtures/reports-v1/attention.json', 'utf8'),
    );
    await writePacked(path.join(folder, 'a.json.gz'), { before: old, after: pair.after });
    const { before, after } = await open().read('a');
    expect(before).toEqual(reportOf(old));
    expect(before.schemaVersion).toBe(2);
    expect(after).toEqual(pair.after);
  });

  it('are no pair where the file is gone, or is damaged', async () => {
    const kept = open();
    await expect(kept.read('none')).rejects.toThrow();
    await kept.keep('a', pair);
    writeFileSync(path.join(folder, 'a.json.gz'), 'not compressed');
    await expect(kept.read('a')).rejects.toThrow();
    for (const value of [null, [], { before: pair.before }, { ...pair, after: { network: 1 } }]) {
      await writePacked(path.join(folder, 'a.json.gz'), value);
      await expect(kept.read('a')).rejects.toThrow();
    }
  });
});
