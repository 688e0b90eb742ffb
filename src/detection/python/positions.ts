import type { TextPosition } from '../../shared/model/modelSite';

/** Converts between offsets in a text and positions of lines and columns. */
export interface Positions {
  readonly at: (offset: number) => TextPosition;
  /** `undefined` if the text has no such line. */
  readonly offsetOf: (position: TextPosition) => number | undefined;
}

/** The positions of a text. */
export function positionsOf(text: string): Positions {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    at: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
    offsetOf: ({ line, column }) => {
      const start = starts[line - 1];
      return start === undefined ? undefined : start + column - 1;
    },
  };
}
