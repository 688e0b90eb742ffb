import * as l10n from '@vscode/l10n';
import { explainFailure } from '../../../shared/words/failures';
import { counted, formatMilliseconds } from '../../../shared/words/format';
import type { SessionState } from '../../core/sessions/session';
import { currentFindings, type FindingLevels } from '../../core/standing/currentFindings';
import { stageText } from '../../../shared/words/progressText';
import { verdict } from '../../core/standing/siteText';

export const modelStates = ['running', 'failed', 'stale', 'probed', 'built', 'not built'] as const;
export type ModelState = (typeof modelStates)[number];

/** The state of one model of the workspace, for a list. */
export interface ModelStanding {
  readonly state: ModelState;
  /** The number of findings in the latest report. */
  readonly findings: number;
  /** `true` if one of them is a warning or an error. */
  readonly isWorrying: boolean;
  /** The reason of a failure, or the state of the model in a few words. */
  readonly text: string;
}

/** `state` is `undefined` if the model was not run in this window; an `earlier` window may have left a verdict. */
export function standingOf(
  state: SessionState | undefined,
  levels: FindingLevels,
  earlier?: string,
): ModelStanding {
  const kind = kindOf(state);
  const findings = state ? currentFindings(state, levels) : [];
  const isWorrying = findings.some(({ finding }) => finding.severity !== 'info');
  const text =
    textOf(kind, state, levels) ?? (earlier === undefined ? '' : l10n.t('{0} (earlier)', earlier));
  return { state: kind, findings: findings.length, isWorrying, text };
}

function kindOf(state: SessionState | undefined): ModelState {
  if (!state) return 'not built';
  const { run, failure, report } = state;
  if (run) return 'running';
  if (failure) return 'failed';
  if (!report) return 'not built';
  if (report.text.outOfDate) return 'stale';
  return report.value.probe ? 'probed' : 'built';
}

/** Nothing for a model that was not built here: its icon says so. */
function textOf(
  kind: ModelState,
  state: SessionState | undefined,
  levels: FindingLevels,
): string | undefined {
  if (!state || kind === 'not built') return undefined;
  if (state.run) return stageText(state.run.progress.stage);
  return state.failure ? explainFailure(state.failure.value) : outcomeOf(kind, state, levels);
}

/** `9 skips · healthy · 1 finding · 1.2 s`. */
function outcomeOf(kind: ModelState, state: SessionState, levels: FindingLevels): string {
  const findings = currentFindings(state, levels).length;
  const words = [
    verdict(state, levels),
    ...(findings > 0 ? [counted(findings, 'finding')] : []),
    ...(state.seconds === undefined ? [] : [formatMilliseconds(state.seconds * 1000)]),
    ...(kind === 'stale' ? [l10n.t('edited since')] : []),
  ];
  return words.join(' · ');
}

export const modelFilters = ['with findings', ...modelStates] as const;
export type ModelFilter = (typeof modelFilters)[number];

const filterTexts: Readonly<Record<ModelFilter, () => string>> = {
  'with findings': () => l10n.t('with findings'),
  running: () => l10n.t('running'),
  failed: () => l10n.t('failed'),
  stale: () => l10n.t('stale'),
  probed: () => l10n.t('probed'),
  built: () => l10n.t('built'),
  'not built': () => l10n.t('not built'),
};

export const filterText = (filter: ModelFilter): string => filterTexts[filter]();

/** An empty list of filters lets every model pass. */
export const passes = (
  { state, findings }: ModelStanding,
  filters: readonly ModelFilter[],
): boolean =>
  filters.length === 0 ||
  filters.includes(state) ||
  (filters.includes('with findings') && findings > 0);
