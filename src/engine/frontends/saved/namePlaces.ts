import type { SourcePosition } from '../../../shared/base/source';
import type { SavedFile } from './savedFile';

type LineColumn = Pick<SourcePosition, 'line' | 'column'>;

/** The offsets at which the lines of a text start, ascending. */
const lineStarts = (text: string): number[] => [
  0,
  ...[...text.matchAll(/\r\n|[\r\n]/g)].map(({ index, 0: end }) => index + end.length),
];

function lineColumn(starts: readonly number[], offset: number): LineColumn {
  const next = starts.findIndex((start) => start > offset);
  const line = next < 0 ? starts.length : next;
  return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}

/** The offset at which a text first names each layer or node. */
function offsetsOfNames(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (const match of text.matchAll(/"name"\s*:\s*"([^"\\]*)"/g)) {
    const [, name = ''] = match;
    if (!offsets.has(name)) offsets.set(name, match.index);
  }
  return offsets;
}

/** Finds the line where a JSON file first names a layer: the nearest thing to source that a saved model has. */
export function namePlaces(file: SavedFile): (name: string) => SourcePosition {
  const offsets = offsetsOfNames(file.text);
  const starts = lineStarts(file.text);
  return (name) => ({ ...file.top, ...lineColumn(starts, offsets.get(name) ?? 0) });
}
