import * as l10n from '@vscode/l10n';
import { Failure } from '../shared/base/failures';
import { DisposableStore, type Disposable } from '../shared/base/lifecycle';

/** Loading TensorFlow.js takes about a second; a machine that needs more than this cannot run models. */
const START_SECONDS = 60;

/** Whatever ends a run before its answer comes: a passed deadline or the caller's change of mind. */
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
    // It is raced against answers; a run that has its answer does not look here any more.
    this.reached.catch(() => undefined);
    const cancel = (): void => this.fail(new Failure('cancelled', 'by the caller'));
    signal.addEventListener('abort', cancel, { once: true });
    this.held.defer(() => signal.removeEventListener('abort', cancel));
    this.held.defer(() => clearTimeout(this.timer));
  }

  /** Gives an engine its time to start. */
  awaitStart(): void {
    const late = new Failure(
      'engine-crashed',
      l10n.t('it did not start within {0} s', START_SECONDS),
    );
    this.arm(START_SECONDS, late);
  }

  /** Gives a stage or a training step its time; every sign of progress calls this anew. */
  awaitProgress(): void {
    this.arm(this.seconds, new Failure('timed-out', `${this.seconds} s`));
  }

  dispose(): void {
    this.held.dispose();
  }

  private arm(seconds: number, reason: Failure): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(reason), seconds * 1000);
  }
}
