import type { Json } from '../../shared/base/json';

/** A file that may hold a model, read once, and the model that is wanted of it. */
export interface Subject {
  /** The folder of the workspace; an absolute path. */
  readonly root: string;
  /** An absolute path. */
  readonly file: string;
  /** The bytes on disk, or the text of an editor in their place. */
  readonly content: Uint8Array | string;
  /** The name of one definition of the file; `''` for the only one. */
  readonly site: string;
  /** Arguments that the user set, by the names of the parameters. */
  readonly arguments: Readonly<Record<string, Json>>;
  /** The shape of the input that the user set, without the batch. */
  readonly inputShape?: readonly number[];
  /** A probe follows; `true` if it is absent. */
  readonly isProbed?: boolean;
  /** Code may fetch, and models may come from addresses; `false` if it is absent. */
  readonly allowNetwork?: boolean;
}
