import * as l10n from '@vscode/l10n';
import { explainFailure } from '../../../shared/words/failures';
import { counted, formatMilliseconds } from '../../../shared/words/format';
import type { Progress, Stage } from '../../../shared/protocol/inspectRequest';
import type { SessionState } from '../sessions/session';
import { currentFindings, type FindingLevels } from './currentFindings';

const stageTexts: Readonly<Record<Stage, () => string>> = {
  'starting engine': () => l10n.t('starting engine'),
  'loading backend': () => l10n.t('loading backend'),
  'building model': () => l10n.t('building model'),
  'finding skips': () => l10n.t('finding skips'),
  'probing gradients': () => l10n.t('probing gradients'),
  'running experiment': () => l10n.t('running experiment'),
  'writing report': () => l10n.t('writing report'),
};

export const stageText = (stage: Stage): string => stageTexts[stage]();

/** `probing gradients 3/9`. */
export function progressText({ stage, done, total }: Progress): string {
  const text = stageText(stage);
  return done !== undefined && total !== undefined ? `${text} ${done}/${total}` : text;
}

/** The state of a model in a few words: `9 skips · healthy`, `0 skips · 2 warnings`. */
export function verdict(state: SessionState, levels: FindingLevels): string {
  const report = state.report?.value;
  if (!report) return l10n.t('not built');
  const { merges, unknownJoins = [] } = report.skips;
  const skips = [
    merges.total > 0 || unknownJoins.length === 0 ? counted(merges.total, 'skip') : [],
    unknownJoins.length > 0 ? counted(unknownJoins.length, 'unknown join') : [],
  ].flat();
  return [...skips, health(state, levels)].join(' · ');
}

function health(state: SessionState, levels: FindingLevels): string {
  const findings = currentFindings(state, levels);
  for (const severity of ['error', 'warning'] as const) {
    const count = findings.filter(({ finding }) => finding.severity === severity).length;
    if (count > 0) return counted(count, severity);
  }
  if (state.report?.value.probe) return l10n.t('healthy');
  return state.probed ? l10n.t('not probed since the edit') : l10n.t('not probed');
}

/**
 * The text of a lens about the latest run; `undefined` before the first. It changes with the stage and not with
 * every step, because the editor defers a refresh of lenses while more are requested.
 */
export function outcomeText(state: SessionState, levels: FindingLevels): string | undefined {
  if (state.run) return `$(sync~spin)\u00a0${stageText(state.run.progress.stage)}`;
  if (state.failure) return `$(error)\u00a0${shortened(explainFailure(state.failure.value))}`;
  if (!state.report) return undefined;
  const { text } = state.report;
  const parts = [
    verdict(state, levels),
    state.seconds === undefined ? '' : formatMilliseconds(state.seconds * 1000),
    text.outOfDate ? l10n.t('edited since') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The guessed values that a report was built with: `inputShape = [32,32,3]`; `undefined` if nothing was guessed. */
export function guessedText(state: SessionState | undefined): string | undefined {
  const all = state?.report?.value.model.arguments ?? [];
  const guessed = all.filter(({ origin }) => origin === 'guess');
  const list = guessed.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(', ');
  return list === '' ? undefined : shortened(list);
}

const LENGTH_OF_A_LENS = 90;

/** A lens has little room; the Problems view shows the whole sentence. */
const shortened = (sentence: string): string =>
  sentence.length > LENGTH_OF_A_LENS ? `${sentence.slice(0, LENGTH_OF_A_LENS - 1)}…` : sentence;
