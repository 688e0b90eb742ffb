import type { Disposable } from '../../shared/base/lifecycle';
import { counted } from '../../shared/words/format';
import { CLEAR_LINE, type Terminal } from './terminal';

const EVERY_MILLISECONDS = 100;

/** Shows the progress of a long search in a terminal; silent in a pipe and for a short search. */
export class SearchLine implements Disposable {
  private files = 0;
  private shown = Date.now();
  private isOpen = false;

  constructor(private readonly terminal: Terminal) {}

  /** Counts one more file; `definitions` is the number found so far. */
  searched(definitions: number): void {
    this.files += 1;
    const now = Date.now();
    if (!this.terminal.live || now - this.shown < EVERY_MILLISECONDS) return;
    this.shown = now;
    this.isOpen = true;
    this.terminal.err(
      `${CLEAR_LINE}searched ${counted(this.files, 'file')}, ${counted(definitions, 'model definition')}`,
    );
  }

  dispose(): void {
    if (this.isOpen) this.terminal.err(CLEAR_LINE);
  }
}
