/** One replacement in a text, reduced to its lines, which are 1-based. */
export interface LineEdit {
  readonly startLine: number;
  /** `true` if only indentation precedes the replaced range in its line. */
  readonly fromLineStart: boolean;
  readonly endLine: number;
  /**
   * `true` if the replaced range ends at the first column of its line, or is empty and within the
   * indentation.
   */
  readonly toLineStart: boolean;
  /** Line breaks in the new text. */
  readonly added: number;
}

export const movesLines = (edit: LineEdit): boolean =>
  edit.added > 0 || edit.endLine > edit.startLine;

/** The place of a line after an edit; `undefined` if the edit removed it. */
function lineAfter(line: number, edit: LineEdit): number | undefined {
  const shifted = line + edit.added - (edit.endLine - edit.startLine);
  if (line < edit.startLine) return line;
  if (line > edit.endLine) return shifted;
  if (line === edit.endLine && edit.toLineStart) return shifted;
  if (line === edit.startLine) return edit.fromLineStart && edit.endLine > line ? undefined : line;
  return undefined;
}

/** The place of a line after all edits, which are given in their order. */
export function lineAfterAll(line: number, edits: readonly LineEdit[]): number | undefined {
  return edits.reduce<number | undefined>(
    (at, edit) => (at === undefined ? undefined : lineAfter(at, edit)),
    line,
  );
}
