import { explainFailure } from '../../shared/base/failures';
import { formatMilliseconds } from '../../shared/report/format';
import type { Report } from '../../shared/report/report';
import type { Progress } from '../../shared/protocol/engineContract';
import type { SessionState } from '../session/session';

/** `probing gradients 3/9`. */
export function progressText({ stage, done, total }: Progress): string {
  return done !== undefined && total !== undefined ? `${stage} ${done}/${total}` : stage;
}

/** How a model fares in a few words: `9 skips · healthy`, `0 skips · 2 warnings`. */
export function verdict(report: Report): string {
  const { total } = report.skips.merges;
  return `${total} ${total === 1 ? 'skip' : 'skips'} · ${health(report)}`;
}

function health({ findings, probe }: Report): string {
  for (const severity of ['error', 'warning'] as const) {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count > 0) return `${count} ${severity}${count === 1 ? '' : 's'}`;
  }
  return probe ? 'healthy' : 'not probed';
}

/**
 * What a site's lens says about its latest run; `undefined` before the first. It changes with the stage
 * and not with every step: the editor puts a refresh off for as long as refreshes are asked for.
 */
export function outcomeText(state: SessionState): string | undefined {
  if (state.run) return `$(sync~spin)\u00a0${state.run.progress.stage}`;
  if (state.failure) return `$(error)\u00a0${shortened(explainFailure(state.failure.value))}`;
  if (!state.report) return undefined;
  const { value, text } = state.report;
  const parts = [
    verdict(value),
    state.seconds === undefined ? '' : formatMilliseconds(state.seconds * 1000),
    text.outOfDate ? 'edited since' : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** What a report was built with for want of better knowledge: ` (guessed: inputShape = [32,32,3])`; `undefined` where nothing was guessed. */
export function guessedText(state: SessionState | undefined): string | undefined {
  const all = state?.report?.value.model.arguments ?? [];
  const guessed = all.filter(({ origin }) => origin === 'guess');
  const list = guessed.map(({ name, value }) => `${name} = ${JSON.stringify(value)}`).join(', ');
  return list === '' ? undefined : shortened(` (guessed: ${list})`);
}

const LENGTH_OF_A_LENS = 90;

/** The Problems view has the whole sentence. */
const shortened = (sentence: string): string =>
  sentence.length > LENGTH_OF_A_LENS ? `${sentence.slice(0, LENGTH_OF_A_LENS - 1)}…` : sentence;
