import * as v from 'valibot';
import {
  findingCodes,
  type Finding,
  type FindingCode,
  type Report,
  type Severity,
} from '../../../shared/report/report';
import { bySeverity } from '../../../shared/report/selectors';
import type { Outcome, SessionState } from '../sessions/session';

export const findingLevels = ['error', 'warning', 'info', 'off'] as const;
export type FindingLevel = (typeof findingLevels)[number];
/** The user's levels of some codes; the others keep the severity of the finding. */
export type FindingLevels = { readonly [C in FindingCode]?: FindingLevel };

const entry = v.object({ code: v.picklist(findingCodes), level: v.picklist(findingLevels) });

/** The user's levels; ignores entries that name no code or no level, which the settings editor marks. */
export function readLevels(value: Readonly<Record<string, unknown>> | null): FindingLevels {
  const known = Object.entries(value ?? {}).flatMap(([code, level]) => {
    const read = v.safeParse(entry, { code, level });
    return read.success ? [[read.output.code, read.output.level] as const] : [];
  });
  return Object.fromEntries(known);
}

/** The source of a finding: the numbers of a probe or of a profile, or the network alone. */
const basis: Readonly<Record<FindingCode, 'probe' | 'profile' | 'network'>> = {
  'vanishing-gradient': 'probe',
  'exploding-gradient': 'probe',
  'non-finite': 'probe',
  'dead-relu': 'probe',
  saturated: 'probe',
  'update-ratio': 'probe',
  'lost-updates': 'probe',
  disconnected: 'probe',
  'redundant-bias': 'network',
  'silent-body': 'probe',
  'idle-shortcut': 'probe',
  'merge-shape-mismatch': 'network',
  'deep-plain-stack': 'network',
  'missing-long-skip': 'network',
  'nonlinear-shortcut': 'network',
  'empty-shortcut': 'network',
  'output-loss-mismatch': 'network',
  'missing-nonlinearity': 'network',
  'symmetric-weights': 'probe',
  'input-scale': 'probe',
  'initial-loss': 'probe',
  'never-trained': 'probe',
  'doubled-shortcut': 'network',
  'one-sided-body': 'network',
  'saturated-gate': 'probe',
  'recurrent-growth': 'probe',
  'mixed-samples': 'network',
  'inplace-breaks-backward': 'network',
  'inplace-changes-shortcut': 'network',
  'does-not-fit-one-batch': 'probe',
  'train-eval-gap': 'probe',
  'slow-layer': 'profile',
  'memory-bound': 'profile',
  'recompute-candidate': 'profile',
  'wide-concat': 'profile',
  'batch-too-small': 'profile',
};

/** A finding with its report. */
export interface CurrentFinding {
  readonly finding: Finding;
  readonly outcome: Outcome<Report>;
  /** Measured on a text that has changed since. */
  readonly isStale: boolean;
}

/** The findings at the user's levels, worst first, without those switched off. */
export function atLevels(findings: readonly Finding[], levels: FindingLevels): readonly Finding[] {
  const shown = findings.flatMap((finding) => {
    const level: FindingLevel = levels[finding.code] ?? finding.severity;
    return level === 'off' ? [] : [{ ...finding, severity: level satisfies Severity }];
  });
  return bySeverity(shown);
}

/**
 * The findings of the latest report of a model, and, as far as that has no probe or no profile, those that an earlier
 * one measured on layers that still exist.
 */
export function currentFindings(
  state: SessionState,
  levels: FindingLevels,
): readonly CurrentFinding[] {
  const { report, probed, profiled } = state;
  if (!report) return [];
  const latest = atLevels(report.value.findings, levels).map((finding) => ({
    finding,
    outcome: report,
    isStale: false,
  }));
  const there = new Set(report.value.network.layers.map(({ id }) => id));
  const measuredBy = (
    part: 'probe' | 'profile',
    earlier: Outcome<Report> | undefined,
  ): CurrentFinding[] =>
    !earlier || report.value[part]
      ? []
      : atLevels(earlier.value.findings, levels)
          .filter(({ code, layer }) => basis[code] === part && there.has(layer))
          .map((finding) => ({ finding, outcome: earlier, isStale: earlier.text.outOfDate }));
  return [...latest, ...measuredBy('probe', probed), ...measuredBy('profile', profiled)];
}
