import type { SourcePosition } from '../../../../shared/base/source';
import type { RecordedPosition, Recording } from '../../../../shared/protocol/python/recording';
import type { CallTree } from './callTree';

/** Columns that a Python does not tell are 0; the line's first stands for them. */
export const placeOf = (
  { files }: Recording,
  [file, line, column]: RecordedPosition,
): SourcePosition[] => {
  const name = files[file];
  return name === undefined ? [] : [{ file: name, line, column: Math.max(1, column) }];
};

/** The places of a node: its call, the callers that led there, and where its module was made. */
export function placesOf(recording: Recording, tree: CallTree, node: number): SourcePosition[] {
  const holder = tree.holderOf(node);
  const made = holder === undefined ? [] : (tree.call(holder)?.made ?? []);
  const all = [...(recording.nodes[node]?.at ?? []), ...made];
  const places = all.flatMap((position) => placeOf(recording, position));
  const isNew = ({ file, line, column }: SourcePosition, index: number): boolean =>
    places.findIndex(
      (other) => other.file === file && other.line === line && other.column === column,
    ) === index;
  return places.filter(isNew);
}
