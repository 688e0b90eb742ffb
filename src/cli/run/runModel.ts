import { Failure, type FailureInfo } from '../../shared/base/failures';
import { explainFailure } from '../../shared/words/failures';
import type { Report } from '../../shared/report/report';
import { message } from '../../shared/words/message';
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

/** The report of one model; where its probe failed, that of its structure, with the failure. */
export interface Inspection {
  readonly report: Report;
  readonly failure?: Failure;
}

/** Inspects one model with progress. Rejects with a `Failure` where there is no graph to show. */
export async function runModel(target: Target, runner: Runner): Promise<Inspection> {
  const { client, run, terminal, interrupt } = runner;
  const progress = new ProgressLine(terminal, oneLine(target.site || shownFile(target.file)));
  let draft: Report | undefined;
  try {
    const job = { kind: 'inspect', ...requestFor(target, run) } as const;
    const listener = {
      progress: (at: Progress) => progress.show(at),
      partial: (report: Report) => (draft = report),
    };
    const inspect = (): Promise<Report> => client.run(job, listener, interrupt.signal);
    return { report: await interrupt.during(inspect) };
  } catch (error) {
    if (!draft || interrupt.signal.aborted || !(error instanceof Failure)) throw error;
    return { report: withoutProbe(draft, error), failure: error };
  } finally {
    progress.dispose();
  }
}

/** The report of a model whose probe failed says so in place of its numbers. */
function withoutProbe(draft: Report, { code, detail }: FailureInfo): Report {
  const failure = typeof detail === 'string' ? message('failures.raw', { code, detail }) : detail;
  const reason = message('notMeasured.failed', { failure });
  return {
    ...draft,
    notMeasured: draft.notMeasured.map((gap) =>
      gap.quantity === 'probe' ? { ...gap, reason } : gap,
    ),
  };
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
