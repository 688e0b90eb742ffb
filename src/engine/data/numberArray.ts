import type { Message } from '../../shared/base/message';
import { Failure } from '../../shared/base/failures';

/** The origin of numbers, for the sentences about them; `dtype` is `float32`, `numbers`, `pixels`. */
export type Contents =
  | { readonly of: 'numbers'; readonly dtype: string }
  | { readonly of: 'class names' }
  | { readonly of: 'folders'; readonly count: number };

/** Numbers in the shape of a tensor whose first axis is the sample, with their name in sentences. */
export interface NumberArray {
  readonly label: string;
  readonly shape: readonly number[];
  readonly contents: Contents;
  readonly values: Float32Array;
  /** Rows of flat numbers, which take the shape of their input or target if the sizes agree. */
  readonly isFlat?: boolean;
}

/** The arrays of the user's data, in the order in which the model takes and returns them. */
export interface UserData {
  readonly inputs: readonly NumberArray[];
  /** Empty if the data have none. */
  readonly targets: readonly NumberArray[];
}

/** The failure of data that cannot be used. */
export const unusable = (why: Message): Failure => new Failure('unusable-data', why);

/** `[?, 32, 32, 3]`. */
export const shownShape = (extents: readonly (number | null)[]): string =>
  `[${extents.map((extent) => extent ?? '?').join(', ')}]`;
