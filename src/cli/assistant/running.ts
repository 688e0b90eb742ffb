import type { JournalFolder } from '../../engineClient/journal';
import { Failure, toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import { stages, standardProbe, type Progress } from '../../shared/protocol/inspectRequest';
import { progressText } from '../../shared/words/progressText';
import { openEngine, type Engine } from '../run/engine';
import type { RunOptions } from '../run/runOptions';
import type { Target } from '../run/sites';
import { Interrupt } from '../terminal/interrupt';
import { oneLine } from '../terminal/visible';
import type { ModelInput } from './inputs';
import { targetOf } from './places';
import type { ToolWork } from './tool';
import type { ToolCall } from './toolHost';

/** A run that failed, with the end of what its code printed. */
export class FailedRun extends Error {
  constructor(
    readonly failure: FailureInfo,
    readonly printed: string,
  ) {
    super(failure.code);
  }
}

/** Everything that a run of a model needs. */
export interface ModelRun {
  readonly target: Target;
  /** The folder of the workspace that the model lies in. */
  readonly root: string;
  readonly run: RunOptions;
  readonly engine: Engine;
  readonly interrupt: Interrupt;
}

type Probed = ModelInput & {
  readonly steps?: number | undefined;
  readonly seeds?: number | undefined;
};

/** The options of a run: those of the session, and those of the call. */
function optionsOf(input: Probed, base: RunOptions): RunOptions {
  const { batch, loss, optimizer, learningRate, inputShape } = input;
  return {
    ...base,
    arguments: input.arguments ?? {},
    ...(inputShape && { inputShape }),
    probe: {
      ...standardProbe,
      ...(input.steps !== undefined && { steps: input.steps }),
      ...(input.seeds !== undefined && { seeds: input.seeds }),
      ...(batch !== undefined && { batchSize: batch }),
      ...(loss !== undefined && { loss }),
      ...(optimizer !== undefined && { optimizer }),
      ...(learningRate !== undefined && { learningRate }),
    },
  };
}

/** Ctrl-C and the client's word both stop a run. */
function interruptOf(signal: AbortSignal): Interrupt {
  const interrupt = new Interrupt();
  if (signal.aborted) interrupt.stop();
  signal.addEventListener('abort', () => interrupt.stop(), { once: true });
  return interrupt;
}

/**
 * Runs a model in an engine of its own, one run at a time. Rejects with a `Failure` where the model is not there,
 * and with a {@link FailedRun} where its run fails.
 */
export async function runWith<T>(
  { input, folders, signal, progress, session }: ToolWork<Probed>,
  journals: JournalFolder | undefined,
  work: (run: ModelRun) => Promise<T>,
): Promise<T> {
  const { target, root } = await targetOf(input, folders);
  const run = optionsOf(input, session.run);
  if (session.turns.isBusy) progress({ progress: 0, message: 'waiting for another run' });
  return session.turns.take(signal, async () => {
    const engine = openEngine(session.terminal, run, journals);
    try {
      return await work({ target, root, run, engine, interrupt: interruptOf(signal) });
    } catch (error) {
      const failure = error instanceof Failure ? error.placedAt(target.at) : error;
      throw new FailedRun(toFailureInfo(failure), engine.printed());
    } finally {
      engine.client.dispose();
    }
  });
}

/** Tells a client of the stages of a run: one each, and the share of its steps within it. */
export function stageTeller({ target }: ModelRun, tell: ToolCall['progress']) {
  let last = 0;
  return (at: Progress): void => {
    const { stage, done = 0, total = 0 } = at;
    const progress = stages.indexOf(stage) + (total > 0 ? done / total : 0);
    if (progress <= last) return;
    last = progress;
    tell({
      progress,
      total: stages.length,
      message: `${oneLine(target.site)}: ${progressText(at)}`,
    });
  };
}
