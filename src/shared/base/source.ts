/** A place in a text file. */
export interface SourcePosition {
  /** Path relative to the workspace root, with forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}
