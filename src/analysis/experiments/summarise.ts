import {
  EXPERIMENT_SCHEMA_VERSION,
  type ExperimentCell,
  type ExperimentDraft,
  type ExperimentResult,
  type MeasuredSeries,
} from '../../shared/experiment/experiment';
import type { Findings } from './kinds/kind';
import { experiments } from './registry';
import { compareArms, measured } from './statistics/compare';
import { meanOf } from '../../shared/base/statistics';

/** A cell as a journal keeps it. */
export interface FinishedCell {
  readonly id: string;
  readonly value: ExperimentCell;
}

/** Each series averaged over the seeds; a place without a number in any seed stays empty. */
function averaged(cells: readonly ExperimentCell[], arm: string): MeasuredSeries[] {
  const own = cells.filter((cell) => cell.arm === arm && cell.outcome === 'done');
  const names = [...new Set(own.flatMap(({ series = {} }) => Object.keys(series)))];
  return names.map((measure) => {
    const all = own.flatMap(({ series }) => (series?.[measure] ? [series[measure]] : []));
    const length = Math.max(...all.map((values) => values.length));
    const mean = Array.from({ length }, (_, i) => {
      const values = all.flatMap((series) => series[i] ?? []);
      return values.length > 0 ? meanOf(values) : null;
    });
    return { measure, arm, mean };
  });
}

/** The planned cells among some, in the order of the plan; pilots are none. */
function planned({ plan }: ExperimentDraft, cells: readonly FinishedCell[]): ExperimentCell[] {
  const values = new Map(cells.map(({ id, value }) => [id, value]));
  return plan.flatMap(({ id }) => values.get(id) ?? []);
}

/**
 * The result of the cells that are there, of whichever process and run. The same cells give the same result,
 * in whatever order they came.
 */
export function summarise(
  draft: ExperimentDraft,
  finished: readonly FinishedCell[],
): ExperimentResult {
  const kind = experiments[draft.experiment];
  const cells = planned(draft, [...draft.kept, ...finished]);
  const { arms } = draft;
  const findings: Findings = {
    draft,
    cells,
    measured: arms.flatMap(({ id }) =>
      kind.rules.flatMap((rule) => measured(cells, id, rule) ?? []),
    ),
    series: arms.flatMap(({ id }) => averaged(cells, id)),
    comparisons: compareArms(cells, kind.rules, kind.pairs(arms)),
  };
  const { experiment, model, runtime, options, data } = draft;
  return {
    schemaVersion: EXPERIMENT_SCHEMA_VERSION,
    experiment,
    model,
    runtime,
    options,
    data,
    arms,
    cells,
    measured: findings.measured,
    series: findings.series,
    comparisons: findings.comparisons,
    verdict: kind.conclude(findings),
    method: kind.method,
    cost: {
      cpuSeconds: cells.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      missing: draft.plan.length - cells.length,
    },
  };
}
