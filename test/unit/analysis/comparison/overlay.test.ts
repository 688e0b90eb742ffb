import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareReports,
  layerPairs,
  ratioOf,
} from '../../../../src/analysis/comparison/compareReports';
import { overlay } from '../../../../src/analysis/comparison/overlay';
import { toFailureInfo } from '../../../../src/shared/base/failures';
import { isReport } from '../../../../src/shared/report/guard';
import { readReport } from '../../../../src/shared/report/readReport';
import { explainFailure } from '../../../../src/shared/words/failures';
import { weightGradientRms } from '../../../../src/shared/report/selectors';
import type { Report } from '../../../../src/shared/report/report';
import { ReportBuilder } from '../../../support/reportBuilder';
import { densenet, plainChain, resnet, unet } from '../../../support/sampleReports';

const reports = fc.oneof(
  fc.integer({ min: 2, max: 20 }).map((layers) => plainChain(layers)),
  fc.integer({ min: 1, max: 3 }).map((blocks) => resnet(blocks)),
  fc.integer({ min: 1, max: 3 }).map((levels) => unet(levels)),
  fc.integer({ min: 2, max: 5 }).map((layers) => densenet(2, layers)),
);

/** Every input stands before its reader, and is there. */
function isTopological({ network }: Report): boolean {
  const seen = new Set<string>();
  return network.layers.every(({ id, inputs }) => {
    const fits = inputs.every(({ layer }) => seen.has(layer)) && !seen.has(id);
    seen.add(id);
    return fits;
  });
}

describe('overlay', () => {
  it('holds every layer of both networks once, in topological order', () => {
    fc.assert(
      fc.property(reports, reports, (before, after) => {
        const comparison = compareReports(before, after);
        const { report, layers } = overlay(comparison);
        expect(isTopological(report)).toBe(true);
        expect(report.network.layers).toHaveLength(
          after.network.layers.length + comparison.layers.removed.length,
        );
        expect(layers.size).toBe(comparison.layers.added.length + comparison.layers.removed.length);
      }),
    );
  });

  it('is the newer report itself where nothing changed', () => {
    fc.assert(
      fc.property(reports, (same) => {
        const { report, layers, skips } = overlay(compareReports(same, same));
        expect(report).toEqual(same);
        expect([layers.size, skips.size]).toEqual([0, 0]);
      }),
    );
  });

  it('puts a removed layer back into the block that it was taken from', () => {
    const build = (residual: boolean): Report => {
      const b = new ReportBuilder('net');
      let x = b.layer('InputLayer', [], {});
      for (let block = 0; block < 3; block++) {
        const outer = x;
        x = b.group('block', () => {
          const body = b.layer('Dense', [outer], { name: `body${block}`, parameters: 9 + block });
          return b.layer(residual ? 'Add' : 'Dropout', residual ? [outer, body] : [body], {});
        });
      }
      return b.report();
    };
    const [before, after] = [build(true), build(false)];
    const { report, layers } = overlay(compareReports(before, after));
    const groupOf = new Map(report.network.layers.map(({ id, group }) => [id, group]));
    const removed = report.network.layers.filter(({ id }) => layers.get(id) === 'removed');
    expect(removed.map(({ kind }) => kind)).toEqual(['Add', 'Add', 'Add']);
    for (const { group, inputs } of removed) expect(group).toBe(groupOf.get(inputs[1]!.layer));
  });

  it('puts a removed block back between what it stood between, its skip included', () => {
    const [before, after] = [resnet(2), resnet(1)];
    const { report, skips } = overlay(compareReports(before, after));
    const ids = new Set(report.network.layers.map(({ id }) => id));
    const back = report.skips.items.filter(({ id }) => skips.get(id) === 'removed');
    expect(back.length).toBeGreaterThanOrEqual(3);
    for (const { from, to } of back) expect(ids.has(from) && ids.has(to)).toBe(true);
  });
});

describe('compareReports', () => {
  it('finds no change between a report and itself', () => {
    const same = resnet(3);
    const { layers, skips, findings } = compareReports(same, same);
    expect([layers.added, layers.removed, skips, findings]).toEqual([
      [],
      [],
      { added: [], removed: [] },
      { added: [], removed: [] },
    ]);
  });

  it('gives the gradients of both sides for every layer that both have', () => {
    const comparison = compareReports(
      plainChain(6, () => 1e-3),
      plainChain(6, () => 1e-5),
    );
    const ratios = layerPairs(comparison).flatMap(({ before, after }) => {
      const ratio = ratioOf(before && weightGradientRms(before), after && weightGradientRms(after));
      return ratio === undefined ? [] : [ratio];
    });
    expect(ratios).toHaveLength(5);
    for (const ratio of ratios) expect(ratio).toBeCloseTo(0.01, 6);
  });

  it('has no ratio where a side was not measured or is zero', () => {
    expect(ratioOf(undefined, 1)).toBeUndefined();
    expect(ratioOf(0, 1)).toBeUndefined();
    expect(ratioOf(1, 0)).toBeUndefined();
    expect(ratioOf(NaN, 1)).toBeUndefined();
  });
});

describe('readReport', () => {
  it('reads back what was written as JSON', () => {
    expect(readReport(JSON.stringify(resnet(1)), 'a.json')).toEqual(
      JSON.parse(JSON.stringify(resnet(1))),
    );
  });

  it.each([
    ['text', 'hello'],
    ['another version', JSON.stringify({ ...resnet(1), schemaVersion: 3 })],
    ['half a report', JSON.stringify({ schemaVersion: 1, network: {} })],
    ['nothing', 'null'],
  ])('refuses %s with the name of the file', (_, text) => {
    const failure = (() => {
      try {
        return readReport(text, 'a.json');
      } catch (error) {
        return explainFailure(toFailureInfo(error));
      }
    })();
    expect(failure).toBe('a.json is not a report of this version of SkipScope.');
  });

  it('refuses reports whose parts are of the wrong kind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('model', 'network', 'skips', 'findings', 'notMeasured'),
        fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant({})),
        (part, value) => {
          expect(isReport({ ...resnet(1), [part]: value })).toBe(false);
        },
      ),
    );
  });
});
