import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../src/analysis/comparison/compareReports';
import { isReport } from '../../../src/shared/report/guard';
import { readReport, reportOf } from '../../../src/shared/report/readReport';
import { findingMessage } from '../../../src/shared/words/findingMessages';
import { findingSuggestion } from '../../../src/shared/words/findingSuggestions';
import { quantityText } from '../../../src/shared/words/gapWords';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { originText } from '../../../src/shared/words/thresholdWords';
import { schemaErrors } from '../../support/reportSchema';

interface OldReport {
  readonly model: object;
  readonly backend: { name: string; tried: { name: string; reason: string }[] };
  readonly network: { layers: { flops?: number }[]; totals: { flops?: number } };
  readonly skips: { items: { id: string; from: string; to: string; slot: number }[] };
  readonly probe?: object;
  readonly findings: {
    message: string;
    suggestion: string;
    threshold?: { name: string; origin: string };
  }[];
  readonly notMeasured: { quantity: string; reason: string }[];
}

/** Written by version 0.1.0. */
const folder = 'test/fixtures/reports-v1';
const read = (file: string): OldReport =>
  JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as OldReport;
const withoutTypes = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(readdirSync(folder))('the report of version 1 in %s', (file) => {
  const old = read(file);
  const report = readReport(JSON.stringify(old), file);

  it('becomes one of this version, which its schema allows', () => {
    expect(isReport(old)).toBe(false);
    expect(isReport(report)).toBe(true);
    expect(schemaErrors(withoutTypes(report))).toEqual([]);
  });

  it('says word for word what it said', () => {
    const { network, findings, notMeasured, runtime } = report;
    expect(findings.map((one) => findingMessage(one, network))).toEqual(
      old.findings.map(({ message }) => message),
    );
    expect(findings.map((finding) => findingSuggestion(finding, 'tfjs'))).toEqual(
      old.findings.map(({ suggestion }) => suggestion),
    );
    expect(findings.map(({ limits }) => limits[0] && originText(limits[0]))).toEqual(
      old.findings.map(({ threshold }) => threshold?.origin),
    );
    expect(notMeasured.map((gap) => [quantityText(gap), sentenceOf(gap.reason)])).toEqual(
      old.notMeasured.map(({ quantity, reason }) => [quantity, reason]),
    );
    expect(runtime.tried.map(({ name, reason }) => [name, sentenceOf(reason)])).toEqual(
      old.backend.tried.map(({ name, reason }) => [name, reason]),
    );
  });

  it('calls MACs what it called flops, and the backend by its part of the runtime', () => {
    const flops = old.network.layers.map((layer) => layer.flops);
    expect(report.network.layers.map(({ macs }) => macs)).toEqual(flops);
    expect(report.network.totals.macs).toBe(old.network.totals.flops);
    expect(report.runtime).toMatchObject({
      framework: 'tfjs',
      library: 'TensorFlow.js',
      version: '4.22.0',
      backend: old.backend.name,
      device: 'cpu',
    });
    expect(JSON.stringify(report)).not.toContain('flops');
  });

  it('keeps every other number, and can be compared', () => {
    expect(report.probe).toEqual(old.probe);
    expect(report.skips.items).toEqual(old.skips.items);
    const comparison = compareReports(report, report);
    expect(comparison.findings).toEqual({ added: [], removed: [] });
    expect(comparison.layers.before.size).toBe(report.network.layers.length);
  });
});

describe('a report of version 1 with more to it', () => {
  const old = read('sigmoidMlp.json');
  const migrated = (change: object) => reportOf({ ...old, ...change })!;

  it('names the connection that its probe trained without', () => {
    const cut = { skip: 'a>b:1', from: 'a', to: 'b', slot: 1 };
    expect(migrated({ probe: { ...old.probe, cut } }).probe).toMatchObject({ ablated: [cut] });
    expect(migrated({}).probe).not.toHaveProperty('ablated');
  });

  it('knows its gaps by their codes where they had one', () => {
    const reason = 'some reason';
    const gaps = ['fork a>b:1', 'gain', 'gradient of kernel'].map((quantity) => ({
      ...{ quantity, layer: 'a', reason },
    }));
    const written = { code: 'report.as-written', values: { text: reason } };
    expect(migrated({ notMeasured: gaps }).notMeasured).toEqual([
      { quantity: 'fork', skip: 'a>b:1', layer: 'a', reason: written },
      { quantity: 'gain', layer: 'a', reason: written },
      { quantity: 'as-written', written: 'gradient of kernel', layer: 'a', reason: written },
    ]);
  });

  it('tells a limit of the user’s own by its value', () => {
    const [finding] = old.findings;
    const threshold = { ...finding!.threshold, value: 0.5, origin: 'set by you; …' };
    const [read] = migrated({ findings: [{ ...finding!, threshold }] }).findings;
    expect(read!.limits[0]).toEqual({
      name: 'vanishingRatio',
      value: 0.5,
      default: 1e-3,
      origin: 'autotrainer',
    });
  });

  it('says why a skip was left undecided as it was written', () => {
    const skip = { id: 'a>b:1', kind: 'concat', from: 'a', to: 'b', slot: 1 };
    const undecided = { ...skip, why: 'Hard to say.' };
    const { ambiguous } = migrated({
      skips: { ...old.skips, ambiguous: [undecided] },
    }).skips;
    expect(ambiguous.map(({ why }) => sentenceOf(why))).toEqual(['Hard to say.']);
  });
});

describe('what is no report', () => {
  it.each([
    ['a later version', { ...read('pieces.json'), schemaVersion: 3 }],
    ['half a report of version 1', { schemaVersion: 1, network: {} }],
    ['a report of version 1 with damaged findings', { ...read('pieces.json'), findings: [{}] }],
    ['nothing', null],
  ])('is not read: %s', (_, value) => {
    expect(reportOf(value)).toBeUndefined();
  });
});
