import type { FailureInfo } from '../../shared/base/failures';
import { explainFailure } from '../../shared/words/failures';
import type { Terminal } from './terminal';
import { oneLined } from './visible';

/** A failure as one line that an editor can follow: `file:line:column: sentence [code]`. */
export function failureText(given: FailureInfo): string {
  const failure = oneLined(given);
  const { at, code } = failure;
  const place = at ? `${at.file}:${at.line}:${at.column}: ` : '';
  return `${place}${explainFailure(failure)} [${code}]`;
}

/** Tells, beside the results, what is no part of them. */
export const tell = (text: string, terminal: Terminal): void =>
  terminal.err(`${terminal.colours.red('skipscope:')} ${text}\n`);

/** Tells of a failure. */
export const tellFailure = (failure: FailureInfo, terminal: Terminal): void =>
  tell(failureText(failure), terminal);
