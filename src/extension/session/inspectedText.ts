import type { InspectRequest } from '../../shared/protocol/engineContract';
import { lineAfterAll, movesLines, type LineEdit } from './lineEdits';

/** The text that one run saw, and what became of its lines since. */
export class InspectedText {
  private readonly edits: LineEdit[] = [];
  private changed = false;

  constructor(
    readonly request: InspectRequest,
    /** Milliseconds on the clock of `performance.now`. */
    readonly startedAt: number,
  ) {}

  /** The document has changed since the run read it. */
  get outOfDate(): boolean {
    return this.changed;
  }

  edited(edits: readonly LineEdit[]): void {
    this.changed = true;
    this.edits.push(...edits.filter(movesLines));
  }

  /** Where a line of this text is now; `undefined` when it was removed. */
  currentLine(line: number): number | undefined {
    return lineAfterAll(line, this.edits);
  }
}
