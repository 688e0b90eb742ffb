import type { Disposable } from '../../shared/base/lifecycle';
import { CLEAR_LINE, type Terminal } from './terminal';

const EVERY_MILLISECONDS = 100;

/** Says in a terminal how far a long search is; silent in a pipe, and where the search is short. */
export class SearchLine implements Disposable {
  private files = 0;
  private shown = Date.now();
  private isOpen = false;

  constructor(private readonly terminal: Terminal) {}

  /** One more file was searched; `definitions` is what was found up to now. */
  searched(definitions: number): void {
    this.files += 1;
    const now = Date.now();
    if (!this.terminal.live || now - this.shown < EVERY_MILLISECONDS) return;
    this.shown = now;
    this.isOpen = true;
    this.terminal.err(`${CLEAR_LINE}searched ${this.files} files, ${definitions} definitions`);
  }

  dispose(): void {
    if (this.isOpen) this.terminal.err(CLEAR_LINE);
  }
}
