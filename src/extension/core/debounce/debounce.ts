import type { Disposable } from '../../../shared/base/lifecycle';

/** Longer than the pause between two keys of a fast typist. */
const QUIET_MILLISECONDS = 150;

/** Acts at once when asked after a quiet time, and else once more when the asking has stopped. */
export class Calm implements Disposable {
  private quiet: NodeJS.Timeout | undefined;
  private next: NodeJS.Immediate | undefined;
  private isDue = false;

  constructor(private readonly act: () => void) {}

  ask(): void {
    if (this.quiet === undefined) this.act();
    else this.isDue = true;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.rest(), QUIET_MILLISECONDS);
  }

  /** For what is awaited and comes alone: acts in the next turn of the event loop, but not between two of those that ask. */
  tell(): void {
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
