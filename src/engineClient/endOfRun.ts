import { Failure } from '../shared/base/failures';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';
import { longestSeconds } from '../shared/protocol/inspectRequest';
import { message } from '../shared/words/message';

/** Loading TensorFlow.js takes about a second; a machine that needs more than this cannot run models. */
const START_SECONDS = 60;

/** The events that end a run before its answer comes: a passed deadline or the caller's change of mind. */
export class EndOfRun implements Disposable {
  /** Never resolves; rejects with `timed-out`, `engine-crashed` or `cancelled`. */
  readonly reached: Promise<never>;
  private readonly held = new DisposableStore();
  private timer: NodeJS.Timeout | undefined;
  private fail: (reason: Failure) => void = () => undefined;

  constructor(
    private readonly seconds: number,
    signal: AbortSignal,
  ) {
    this.reached = new Promise((_, reject) => (this.fail = reject));
    // Raced against answers; a run that has its answer ignores a later rejection.
    this.reached.catch(() => undefined);
    const cancel = (): void => this.fail(new Failure('cancelled', 'by the caller'));
    signal.addEventListener('abort', cancel, { once: true });
    this.held.defer(() => signal.removeEventListener('abort', cancel));
    this.held.defer(() => clearTimeout(this.timer));
  }

  /** Starts the deadline for the start of an engine. */
  awaitStart(): void {
    const seconds = START_SECONDS;
    this.arm(seconds, new Failure('engine-crashed', message('process.late-start', { seconds })));
  }

  /** Restarts the deadline for a stage or a training step; called at every sign of progress. */
  awaitProgress(): void {
    const { seconds } = this;
    this.arm(seconds, new Failure('timed-out', message('process.timed-out', { seconds })));
  }

  dispose(): void {
    this.held.dispose();
  }

  private arm(seconds: number, reason: Failure): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(reason), Math.min(seconds, longestSeconds) * 1000);
  }
}
