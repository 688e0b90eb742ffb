import type { InspectRequest } from '../../../shared/protocol/engineContract';
import { lineAfterAll, movesLines, type LineEdit } from './lineEdits';

/** A line that was asked for: where it was after so many edits. */
interface Known {
  readonly at: number | undefined;
  readonly edits: number;
}

/** The text that one run saw, and what became of its lines since. */
export class InspectedText {
  private readonly edits: LineEdit[] = [];
  private readonly known = new Map<number, Known>();
  private changed = false;

  constructor(
    readonly request: InspectRequest,
    /** Milliseconds on the clock of `performance.now`. */
    readonly startedAt: number,
  ) {}

  /** The document has another text than the run read. */
  get outOfDate(): boolean {
    return this.changed;
  }

  /** Takes the edits and the text that came of them; one that is what the run read again is not out of date. */
  edited(edits: readonly LineEdit[], text: string): void {
    this.changed = text !== this.request.text;
    if (this.changed) this.edits.push(...edits.filter(movesLines));
    else this.forgetEdits();
  }

  private forgetEdits(): void {
    this.edits.length = 0;
    this.known.clear();
  }

  /** Where a line of this text is now; `undefined` when it was removed. Each edit is followed once per line. */
  currentLine(line: number): number | undefined {
    const known = this.known.get(line) ?? { at: line, edits: 0 };
    if (known.edits === this.edits.length) return known.at;
    const at = known.at && lineAfterAll(known.at, this.edits.slice(known.edits));
    this.known.set(line, { at, edits: this.edits.length });
    return at;
  }
}
