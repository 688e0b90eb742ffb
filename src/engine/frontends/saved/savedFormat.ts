import type { SourcePosition } from '../../../shared/base/source';
import type { Program } from '../../opGraph/program';
import type { SavedModel } from '../../tfjs/savedModel/savedModel';
import type { SavedFile } from './savedFile';

/** Layers that can be built, and where the file names each of them. */
export interface SavedLayers {
  readonly kind: 'layers';
  readonly model: SavedModel;
  sourceOf(layer: string): SourcePosition;
}

/** The model of a file: layers, or a frozen program. */
export type SavedContent = SavedLayers | { readonly kind: 'program'; readonly program: Program };

/** One way to keep a model in a file. */
export interface SavedFormat {
  readonly name: string;
  /** The names of its files, for people and for a file whose content tells nothing. */
  readonly patterns: readonly string[];
  /** `true` if the content of a file is of this format. Never throws. */
  matches(file: SavedFile): boolean;
  /** Throws a `Failure`, of code `not-a-model-file` if the file is damaged or of another format. */
  open(file: SavedFile): SavedContent | Promise<SavedContent>;
}
