/**
 * Ctrl-C: it cancels the work that can be cancelled, and at any other time ends the process at once, whatever
 * that is busy with: without a listener the system does, and no loop of ours can keep it from it.
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
