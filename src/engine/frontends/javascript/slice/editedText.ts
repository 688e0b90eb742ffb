interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A text with some of it blanked and some inserted, that still knows the original offsets. */
export class EditedText {
  private readonly blanks: (readonly [number, number])[] = [];
  private readonly insertions: Insertion[] = [];

  constructor(private readonly original: string) {}

  /** Replaces everything but line breaks by spaces. */
  blank(from: number, to: number): void {
    this.blanks.push([from, to]);
  }

  /** Insertions at one place keep the order in which they were made. */
  insert(at: number, text: string): void {
    this.insertions.push({ at, text });
  }

  text(): string {
    let text = this.original;
    for (const [from, to] of this.blanks) {
      text = text.slice(0, from) + text.slice(from, to).replace(/[^\r\n]/g, ' ') + text.slice(to);
    }
    let out = '';
    let from = 0;
    for (const { at, text: added } of this.inOrder()) {
      out += text.slice(from, at) + added;
      from = at;
    }
    return out + text.slice(from);
  }

  /** The offset in the original of an offset in {@link text}; an insertion maps to its place. */
  originalOffset(offset: number): number {
    let added = 0;
    for (const { at, text } of this.inOrder()) {
      if (at + added >= offset) break;
      if (at + added + text.length > offset) return at;
      added += text.length;
    }
    return offset - added;
  }

  private inOrder(): Insertion[] {
    return [...this.insertions].sort((a, b) => a.at - b.at);
  }
}
