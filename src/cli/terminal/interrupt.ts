/**
 * Handles Ctrl-C: cancels work that can be cancelled; otherwise the system ends the process, even in the middle of
 * a loop.
 */
export class Interrupt {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  /** Does work that `signal` cancels and that cleans up after itself. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const cancel = (): void => this.stop();
    process.once('SIGINT', cancel);
    try {
      return await work();
    } finally {
      process.removeListener('SIGINT', cancel);
    }
  }

  /** Cancels, as Ctrl-C does. */
  stop(): void {
    this.controller.abort();
  }
}
