import { Failure } from '../../shared/base/failures';

/** Lets one piece of work run at a time: two would disturb each other's times. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Work is running or waits. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** Rejects as the work does, and with a `cancelled` failure where it is cancelled before its turn. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const turn = this.last.then(() => {
      if (signal.aborted) throw new Failure('cancelled', 'before its turn');
      return work();
    });
    this.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.waiting -= 1;
    }
  }
}
