import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bounded, type HistoryEntry } from '../../../../../src/extension/core/history/historyIndex';
import { keptReports } from '../../../../../src/extension/features/compare/keptReports';
import { writePacked } from '../../../../../src/extension/core/history/packedJson';
import { reportOf } from '../../../../../src/shared/report/readReport';
import { RunHistory } from '../../../../../src/extension/core/history/runHistory';
import { plainChain, resnet } from '../../../../support/sampleReports';

const site = { document: 'file:///w/model.ts', name: 'net' };
const other = { ...site, name: 'other' };
const { probe, ...built } = resnet(1);
const probed = { ...built, probe: probe! };

describe('the history of runs', () => {
  let folder: string;
  let most = 3;
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'ss-history-')), 'history');
    most = 3;
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));
  const open = () => new RunHistory(folder, () => most);
  const reports = () => readdirSync(folder).filter((file) => file.endsWith('.gz'));

  it('offers all that is kept for a comparison, newest first, and opens what is chosen', async () => {
    const history = open();
    await history.add(site, probed, 'healthy', 1);
    await history.add({ document: 'file:///w/a%20b.keras', name: '' }, plainChain(4), 'ill', 2);
    const choices = keptReports(history, (document) => document.replace('file:///w/', ''));
    expect(choices.map(({ label }) => label)).toEqual(['a b.keras', 'net']);
    expect(choices[1]!.description).toMatch(/^model\.ts · healthy · .*1970/);
    expect(await choices[0]!.open()).toEqual(plainChain(4));
  });

  it('reads a report that an older version kept', async () => {
    const history = open();
    await history.add(site, probed, 'healthy', 1);
    const [entry] = history.of(site);
    const old: unknown = JSON.parse(
      readFileSync('test/fixtures/reports-v1/sigmoidMlp.json', 'utf8'),
    );
    await writePacked(path.join(folder, entry!.file), old);
    expect(await history.read(entry!)).toEqual(reportOf(old));
    await writePacked(path.join(folder, entry!.file), { ...probed, schemaVersion: 3 });
    await expect(history.read(entry!)).rejects.toMatchObject({ code: 'protocol-mismatch' });
  });

  it('gives back the reports of a model whole, newest first, also to another window', async () => {
    const history = open();
    await history.add(site, probed, 'healthy', 1);
    await history.add(site, plainChain(4), '1 warning', 2);
    await history.add(other, probed, 'healthy', 3);
    const again = open();
    await again.clear({ document: 'nothing', name: '' });
    expect(again.of(site).map(({ verdict }) => verdict)).toEqual(['1 warning', 'healthy']);
    expect(await again.read(again.of(site)[1]!)).toEqual(probed);
  });

  it('keeps no more of a model than it may, and leaves no file behind', async () => {
    const history = open();
    for (let at = 1; at <= 5; at++) await history.add(site, probed, `run ${at}`, at);
    expect(history.of(site).map(({ at }) => at)).toEqual([5, 4, 3]);
    expect(reports()).toHaveLength(3);
    most = 0;
    await history.add(site, probed, 'run 6', 6);
    expect(history.of(site)).toHaveLength(3);
  });

  it('keeps a network without a probe only where it is another than the one before', async () => {
    const history = open();
    await history.add(site, built, 'first', 1);
    await history.add(site, built, 'the same', 2);
    const { network } = resnet(2);
    await history.add(site, { ...built, network }, 'another', 3);
    expect(history.of(site).map(({ verdict }) => verdict)).toEqual(['another', 'first']);
  });

  it('keeps the reports of a renamed file under its new name', async () => {
    const history = open();
    await history.add(site, probed, 'kept', 1);
    const document = 'file:///w/renamed.ts';
    await history.move(site.document, document);
    expect(history.of(site)).toEqual([]);
    expect(await history.read(history.of({ ...site, document })[0]!)).toEqual(probed);
  });

  it('forgets one model, or all', async () => {
    const history = open();
    await history.add(site, probed, '', 1);
    await history.add(other, probed, '', 2);
    await history.clear(site);
    expect([history.of(site).length, history.of(other).length]).toEqual([0, 1]);
    await history.clear();
    expect(reports()).toEqual([]);
  });

  it('begins anew where its index cannot be read, and says so where a report is gone', async () => {
    const history = open();
    await history.add(site, probed, '', 1);
    const [entry] = history.of(site);
    rmSync(path.join(folder, entry!.file));
    await expect(history.read(entry!)).rejects.toMatchObject({ code: 'file-not-found' });
    writeFileSync(path.join(folder, 'index.json'), '[{"file":"../../etc/passwd"}, 3');
    const again = open();
    await again.add(site, probed, 'new', 2);
    expect(again.of(site).map(({ verdict }) => verdict)).toEqual(['new']);
  });

  it('is bounded for each model and in all, and keeps the newest', () => {
    const entry = fc.record({
      file: fc.constant('a.json.gz'),
      document: fc.constantFrom('a', 'b'),
      name: fc.constantFrom('m', 'n'),
      at: fc.integer({ min: 0, max: 1000 }),
      verdict: fc.constant(''),
      probed: fc.boolean(),
      network: fc.constant(''),
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        (all, n) => {
          const kept = bounded(all, n);
          expect(kept.length).toBeLessThanOrEqual(200);
          for (const one of kept) {
            const same = (two: HistoryEntry) =>
              two.document === one.document && two.name === one.name;
            expect(kept.filter(same).length).toBeLessThanOrEqual(n);
            const newer = all.filter((two) => same(two) && two.at > one.at);
            expect(newer.every((two) => kept.includes(two))).toBe(true);
          }
        },
      ),
    );
  });
});
