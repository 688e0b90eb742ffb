import { graphModelJson } from './graphModelJson';
import { hdf5Model } from './hdf5Model';
import { kerasArchive } from './kerasArchive';
import { kerasJson, layersModelJson } from './layersJson';
import type { SavedFile } from './savedFile';
import type { SavedContent, SavedFormat } from './savedFormat';

/** Every saved format, in the order in which they are asked. A new format is one file and one line here. */
export const formats: readonly SavedFormat[] = [
  kerasArchive,
  hdf5Model,
  layersModelJson,
  graphModelJson,
  kerasJson,
];

/** Tells whether a file's name fits a pattern such as `model.json` or `*.h5`. */
const fits = (name: string, pattern: string): boolean =>
  pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern;

/** The format of a file by its content; by its name only if the content does not tell. */
export const formatOf = (file: SavedFile): SavedFormat | undefined =>
  formats.find((format) => format.matches(file)) ??
  formats.find(({ patterns }) => patterns.some((pattern) => fits(file.name, pattern)));

/** The model in a file of any format. Rejects with a `Failure`. */
export async function openContent(file: SavedFile): Promise<SavedContent> {
  // A file of unknown name and content is read as JSON, whose failures describe the fault.
  return (formatOf(file) ?? kerasJson).open(file);
}
