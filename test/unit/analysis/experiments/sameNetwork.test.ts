import { describe, expect, it } from 'vitest';
import { isRefusal, type ExperimentKind } from '../../../../src/analysis/experiments/kinds/kind';
import { experiments } from '../../../../src/analysis/experiments/registry';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { hash, normals } from '../../../../src/engine/data/random';
import {
  experimentNames,
  type Arm,
  type ExperimentName,
  type ExperimentResult,
} from '../../../../src/shared/experiment/experiment';
import { uNet } from '../../../support/architectures/encoderDecoder';
import { vgg } from '../../../support/architectures/plain';
import { cifarResnet } from '../../../support/architectures/residual';
import { draftOf, resultOf } from '../../../support/experimentCells';

const graphs = { plain: vgg(), residual: cifarResnet(20, 'B'), uShape: uNet({}) };
const networkOf: Partial<Record<ExperimentName, keyof typeof graphs>> = {
  add: 'plain',
  'u-shape': 'uShape',
};

function openArms(name: ExperimentName): readonly Arm[] {
  const graph = graphs[networkOf[name] ?? 'residual'];
  const subject = { graph, skips: findSkips(graph), hasOneFloatInput: true, hasDropout: false };
  const arms = experiments[name].arms(subject);
  if (isRefusal(arms)) throw new Error(arms.code);
  return arms;
}

const known = new Map(experimentNames.map((name) => [name, openArms(name)]));
const armsOf = (name: ExperimentName): readonly Arm[] => known.get(name)!;

/** The experiments that compare networks: only these can accuse one. */
const comparing = experimentNames.filter(
  (name) => experiments[name].pairs(armsOf(name)).length > 0,
);

/** A normal number that depends on nothing but what names it. */
const normal = (...parts: readonly number[]): number => normals(1, hash(...parts))[0]!;

interface Noise {
  /** The spread of a logarithm among seeds, as it was measured on residual networks of dense layers. */
  readonly spread: number;
  /** One seed in so many goes wrong: its loss is e times as large. */
  readonly badOneIn?: number;
}

/** Cells of one and the same network in every arm: arms and seeds differ by chance alone. */
function sameNetwork(name: ExperimentName, run: number, { spread, badOneIn }: Noise) {
  const kind: ExperimentKind = experiments[name];
  const arms = armsOf(name);
  const ids = arms.map(({ id }) => id);
  return resultOf(draftOf(name, arms, { seeds: kind.standard.seeds }), (arm, seed) =>
    Object.fromEntries(
      kind.rules.map(({ measure, scale, method }, at) => {
        const place = [run, seed, at] as const;
        const ofSeed = method === 'paired' ? normal(...place, 0) : 0;
        const own = normal(...place, 1 + ids.indexOf(arm));
        const isBad = badOneIn !== undefined && normal(...place, 99, ids.indexOf(arm)) > 1.15;
        const away = spread * (ofSeed + own) + (isBad ? 1 : 0);
        return [measure, scale === 'log' ? Math.exp(away) : 0.5 + away];
      }),
    ),
  );
}

const accuses = ({ comparisons, verdict }: ExperimentResult): boolean =>
  verdict.tone === 'difference' ||
  comparisons.some((each) => !['same', 'undecided', 'too-few-seeds'].includes(each.verdict));

const RUNS = 150;
const accused = (name: ExperimentName, noise: Noise): number =>
  Array.from({ length: RUNS }, (_, run) => accuses(sameNetwork(name, run, noise))).filter(Boolean)
    .length / RUNS;

describe('a network that is compared with itself', () => {
  it('is compared by eight experiments', () => {
    expect(comparing).toEqual([
      'shattering',
      'u-shape',
      'skips',
      'deletion',
      'add',
      'depth',
      'identity',
      'variants',
    ]);
  });

  it.each(comparing)('is accused by %s in no more runs than the level allows', (name) => {
    // Holm keeps the share of runs with any false accusation at 5 %; three standard errors of 150 runs are 5.3 %.
    expect(accused(name, { spread: 0.22 })).toBeLessThanOrEqual(0.05 + 0.053);
    expect(accused(name, { spread: 0.16, badOneIn: 8 })).toBeLessThanOrEqual(0.05 + 0.053);
  });

  it.each(comparing)('is the same, or undecided, if every cell of %s is alike', (name) => {
    const result = sameNetwork(name, 1, { spread: 0 });
    expect(accuses(result)).toBe(false);
    for (const { p, holm, low, high } of result.comparisons) {
      expect([p, holm, low, high].every(Number.isFinite)).toBe(true);
    }
  });

  it.each(comparing)('is told from one that differs, by %s', (name) => {
    const { rules } = experiments[name];
    const arms = armsOf(name);
    const [{ arm: worse } = { arm: '' }] = experiments[name].pairs(arms);
    const result = resultOf(draftOf(name, arms, { seeds: 8 }), (arm, seed) =>
      Object.fromEntries(
        rules.map(({ measure }) => [measure, (arm === worse ? 5 : 1) + 0.02 * normal(seed, 3)]),
      ),
    );
    expect(accuses(result)).toBe(true);
  });
});
