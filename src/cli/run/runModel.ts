import type { FailureInfo } from '../../shared/base/failures';
import { explainFailure } from '../../shared/words/failures';
import type { Report } from '../../shared/report/report';
import type { JobRunner } from '../../shared/protocol/jobs';
import { requestFor } from './engine';
import { ProgressLine } from '../terminal/progressLine';
import type { RunOptions } from './runOptions';
import { shownFile, type Target } from './sites';
import type { Terminal } from '../terminal/terminal';

/** Everything that a run of one model needs. */
export interface Runner {
  readonly client: JobRunner;
  readonly run: RunOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Inspects one model with progress. Rejects with a `Failure`. */
export async function runModel(target: Target, runner: Runner): Promise<Report> {
  const { client, run, terminal, signal } = runner;
  const progress = new ProgressLine(terminal, target.site || shownFile(target.file));
  try {
    const job = { kind: 'inspect', ...requestFor(target, run) } as const;
    return await client.run(job, { progress: (at) => progress.show(at) }, signal);
  } finally {
    progress.dispose();
  }
}

/** A failure as one line that an editor can follow: `file:line:column: sentence [code]`. */
export function failureText(failure: FailureInfo): string {
  const { at, code } = failure;
  const place = at ? `${at.file}:${at.line}:${at.column}: ` : '';
  return `${place}${explainFailure(failure)} [${code}]`;
}
