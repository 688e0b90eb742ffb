import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import { lineAfterAll, movesLines, type LineEdit } from './lineEdits';

/** The place of a line after a number of edits. */
interface Tracked {
  readonly at: number | undefined;
  readonly edits: number;
}

/** The text that one run read, and the present places of its lines. */
export class InspectedText {
  private readonly edits: LineEdit[] = [];
  private readonly known = new Map<number, Tracked>();
  private changed = false;

  constructor(
    readonly request: InspectRequest,
    /** Milliseconds on the clock of `performance.now`. */
    readonly startedAt: number,
  ) {}

  /** `true` if the document's text differs from the one that the run read. */
  get outOfDate(): boolean {
    return this.changed;
  }

  /**
   * Takes edits and the text after them. A text that is again the one that the run read is not out of date.
   */
  edited(edits: readonly LineEdit[], text: string): void {
    this.changed = text !== this.request.text;
    if (this.changed) this.edits.push(...edits.filter(movesLines));
    else this.forgetEdits();
  }

  private forgetEdits(): void {
    this.edits.length = 0;
    this.known.clear();
  }

  /** The present place of a line of this text; `undefined` if it was removed. Follows each edit once per line. */
  currentLine(line: number): number | undefined {
    const known = this.known.get(line) ?? { at: line, edits: 0 };
    if (known.edits === this.edits.length) return known.at;
    const at = known.at && lineAfterAll(known.at, this.edits.slice(known.edits));
    this.known.set(line, { at, edits: this.edits.length });
    return at;
  }
}
