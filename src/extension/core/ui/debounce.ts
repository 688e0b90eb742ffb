import type { Disposable } from '../../../shared/base/lifecycle';

/** Longer than the pause between two keys of a fast typist. */
const QUIET_MILLISECONDS = 150;

/** Acts at once when called after a quiet time, else once more when the calls have stopped. */
export class Debouncer implements Disposable {
  private quiet: NodeJS.Timeout | undefined;
  private next: NodeJS.Immediate | undefined;
  private isDue = false;

  constructor(private readonly act: () => void) {}

  call(): void {
    if (this.quiet === undefined) this.act();
    else this.isDue = true;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.rest(), QUIET_MILLISECONDS);
  }

  /**
   * For single events with a waiting caller: acts once in the next turn of the event loop. While calls
   * follow each other it waits for their end, as {@link call} does.
   */
  callSoon(): void {
    if (this.quiet !== undefined) this.isDue = true;
    else
      this.next ??= setImmediate(() => {
        this.next = undefined;
        this.act();
      });
  }

  dispose(): void {
    clearTimeout(this.quiet);
    clearImmediate(this.next);
  }

  private rest(): void {
    this.quiet = undefined;
    if (!this.isDue) return;
    this.isDue = false;
    this.act();
  }
}
