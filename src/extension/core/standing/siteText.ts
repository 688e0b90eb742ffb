import * as l10n from '@vscode/l10n';
import type { SourcePosition } from '../../../shared/base/source';
import { counted } from '../../../shared/words/format';
import {
  verdictMark,
  verdictOf,
  verdictOfFailure,
  type Verdict,
} from '../../../shared/words/verdict/verdict';
import type { Report } from '../../../shared/report/report';
import { stageText } from '../../../shared/words/progressText';
import type { Outcome, SessionState } from '../sessions/session';
import { currentFindings, type FindingLevels } from './currentFindings';

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
 * The text of a lens about the latest run: its verdict; `undefined` before the first. It changes with the stage and
 * not with every step, because the editor defers a refresh of lenses while more are requested.
 */
export function outcomeText(state: SessionState, levels: FindingLevels): string | undefined {
  if (state.run) return `$(sync~spin)\u00a0${stageText(state.run.progress.stage)}`;
  if (state.failure) return marked(verdictOfFailure(state.failure.value));
  if (!state.report) return undefined;
  const text = marked(standingVerdict(state.report, state, levels));
  return state.report.text.outOfDate ? `${text} · ${l10n.t('edited since')}` : text;
}

const marked = (given: Verdict): string => `${verdictMark(given)} ${shortened(given.sentence)}`;

/** The verdict on the latest report and on what an earlier probe still tells, with the lines as they are now. */
function standingVerdict(
  report: Outcome<Report>,
  state: SessionState,
  levels: FindingLevels,
): Verdict {
  const worst = currentFindings(state, levels).find(({ finding }) => finding.severity !== 'info');
  // A cancelled probe leaves a draft behind it, of the text that the earlier probe measured.
  const isMeasured = state.probed?.text.outOfDate === false;
  const latest = report.value.probe || !isMeasured ? report : (state.probed ?? report);
  if (!worst) return verdictOf(latest.value, { findings: [] });
  const { finding, outcome } = worst;
  return verdictOf(outcome.value, {
    findings: [finding],
    placeNow: (at) => placeNow(at, outcome),
  });
}

/** Only the inspected document's edits are followed. */
function placeNow(
  at: SourcePosition,
  { value, text }: Outcome<Report>,
): SourcePosition | undefined {
  if (at.file !== value.model.source.file) return at;
  const line = text.currentLine(at.line);
  return line === undefined ? undefined : { ...at, line };
}

/** The guessed values that a report was built with: `inputShape = [32,32,3]`; `undefined` if nothing was guessed. */
export function guessedText(state: SessionState | undefined): string | undefined {
  const all = state?.report?.value.model.arguments ?? [];
  const guessed = all.filter(({ origin }) => origin === 'guess');
  const list = guessed.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(', ');
  return list === '' ? undefined : shortened(list);
}

const LENGTH_OF_A_LENS = 160;

/** A lens has little room; the Problems view shows the whole sentence. */
const shortened = (sentence: string): string =>
  sentence.length > LENGTH_OF_A_LENS ? `${sentence.slice(0, LENGTH_OF_A_LENS - 1)}…` : sentence;
