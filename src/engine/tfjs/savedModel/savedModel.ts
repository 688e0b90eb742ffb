import type { JsonObject } from '../../../shared/base/jsonValues';

/** One weight as a file holds it. */
export interface StoredWeight {
  readonly shape: readonly number[];
  /** Reads the entries, in the order of the shape. */
  read(): Float32Array;
}

/** A folder of weights, such as a group of an HDF5 file. */
export interface WeightFolder {
  readonly keys: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The folder or weight at a path such as `layers/dense`; `undefined` if there is none. */
  folder(path: string): WeightFolder | undefined;
  weight(path: string): StoredWeight | undefined;
}

/**
 * The place of a saved model's weights: files beside it that a manifest names, or folders as Keras 2 or
 * Keras 3 lays them out. An empty manifest names none.
 */
export type SavedWeights =
  | { readonly layout: 'manifest'; readonly manifest: readonly unknown[] }
  | { readonly layout: 'keras2' | 'keras3'; readonly root: WeightFolder };

/**
 * Reads a file by its path from the folder of the model; nothing if there is none. Rejects with a `Failure` if
 * it cannot be read, or is no regular file.
 */
export type ReadBeside = (path: string) => Promise<Uint8Array | undefined>;

/** A model of layers as its file describes it, in one form for all versions of Keras and TensorFlow.js. */
export interface SavedModel {
  readonly readBeside: ReadBeside;
  readonly className: string;
  readonly config: JsonObject;
  readonly weights: SavedWeights;
  /** TensorFlow.js wrote it, so that its layers are those of TensorFlow.js, not of Keras. */
  readonly byTensorflowJs?: boolean;
}
