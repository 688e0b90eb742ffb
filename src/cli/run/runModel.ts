import { Failure, toFailureInfo } from '../../shared/base/failures';
import type { SourcePosition } from '../../shared/base/source';
import { isDraft } from '../../shared/report/selectors';
import type { Report } from '../../shared/report/report';
import { failureMessage, message } from '../../shared/words/message';
import type { Progress } from '../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../shared/protocol/jobs';
import { requestFor } from './engine';
import { ProgressLine, type RunProgress } from '../terminal/progressLine';
import type { RunOptions } from './runOptions';
import { shownFile, type Target } from './sites';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';
import { oneLine } from '../terminal/visible';

/** Everything that a run of one model needs. */
export interface Runner {
  readonly client: JobRunner;
  readonly run: RunOptions;
  readonly terminal: Terminal;
  readonly interrupt: Interrupt;
  /** Shows the progress of a run; a line of its own where it is absent. */
  readonly progressOf?: (title: string) => RunProgress;
  /** The root of its reports; the working folder where it is absent. */
  readonly root?: string;
}

/** The report of one model; when its probe failed, that of its structure, with the failure. */
export interface Inspection {
  readonly report: Report;
  readonly failure?: Failure;
}

/**
 * Inspects one model with progress. Rejects with a `Failure` if there is no graph to show. A failure without a
 * place of its own is placed at the definition.
 */
export async function runModel(target: Target, runner: Runner): Promise<Inspection> {
  const { client, run, terminal, interrupt } = runner;
  const title = oneLine(target.site || shownFile(target.file));
  const progress = runner.progressOf?.(title) ?? new ProgressLine(terminal, title);
  let draft: Report | undefined;
  try {
    const job = { kind: 'inspect', ...requestFor(target, run, runner.root) } as const;
    const listener = {
      progress: (at: Progress) => progress.show(at),
      partial: (report: Report) => {
        if (isDraft(report)) draft = report;
      },
    };
    const inspect = (): Promise<Report> => client.run(job, listener, interrupt.signal);
    return { report: await interrupt.during(inspect) };
  } catch (error) {
    if (interrupt.signal.aborted) throw error;
    const failure = placed(error, target.at);
    if (!draft || !(error instanceof Failure)) throw failure;
    return { report: withoutProbe(draft, failure), failure };
  } finally {
    progress.dispose();
  }
}

function placed(error: unknown, at: SourcePosition): Failure {
  if (error instanceof Failure) return error.placedAt(at);
  const { code, detail } = toFailureInfo(error);
  return new Failure(code, detail, at, { cause: error });
}

/** The report of a model whose probe failed says so in place of its numbers. */
function withoutProbe(draft: Report, failure: Failure): Report {
  const reason = message('notMeasured.failed', { failure: failureMessage(failure) });
  return {
    ...draft,
    notMeasured: draft.notMeasured.map((gap) =>
      gap.quantity === 'probe' ? { ...gap, reason } : gap,
    ),
  };
}
