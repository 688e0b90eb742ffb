import type { FailureInfo } from '../../shared/base/failures';
import { explainFailure } from '../../shared/words/failures';
import type { Report } from '../../shared/report/report';
import type { Progress } from '../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../shared/protocol/jobs';
import { requestFor } from './engine';
import { ProgressLine } from '../terminal/progressLine';
import type { RunOptions } from './runOptions';
import { shownFile, type Target } from './sites';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';
import { oneLine, oneLined } from '../terminal/visible';

/** Everything that a run of one model needs. */
export interface Runner {
  readonly client: JobRunner;
  readonly run: RunOptions;
  readonly terminal: Terminal;
  readonly interrupt: Interrupt;
}

/** Inspects one model with progress. Rejects with a `Failure`. */
export async function runModel(target: Target, runner: Runner): Promise<Report> {
  const { client, run, terminal, interrupt } = runner;
  const progress = new ProgressLine(terminal, oneLine(target.site || shownFile(target.file)));
  try {
    const job = { kind: 'inspect', ...requestFor(target, run) } as const;
    const events = { progress: (at: Progress) => progress.show(at) };
    return await interrupt.during(() => client.run(job, events, interrupt.signal));
  } finally {
    progress.dispose();
  }
}

/** A failure as one line that an editor can follow: `file:line:column: sentence [code]`. */
export function failureText(given: FailureInfo): string {
  const failure = oneLined(given);
  const { at, code } = failure;
  const place = at ? `${at.file}:${at.line}:${at.column}: ` : '';
  return `${place}${explainFailure(failure)} [${code}]`;
}

/** Reports a failure that ends nothing. */
export const tellFailure = (failure: FailureInfo, terminal: Terminal): void =>
  terminal.err(`skipscope: ${failureText(failure)}\n`);
