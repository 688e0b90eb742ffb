import { Failure } from '../../shared/base/failures';

/** Numbers in the shape of a tensor whose first axis is the sample, and how a sentence names them. */
export interface NumberArray {
  readonly label: string;
  readonly shape: readonly number[];
  /** In words: `float32`, `text`, `pixels`. */
  readonly dtype: string;
  readonly values: Float32Array;
  /** Rows of flat numbers, which take the shape of what they are for where the sizes agree. */
  readonly isFlat?: boolean;
}

/** What the user's data hold, in the order in which the model takes and returns it. */
export interface UserData {
  readonly inputs: readonly NumberArray[];
  /** Empty where the data have none. */
  readonly targets: readonly NumberArray[];
}

/** The failure of data that cannot be used; `why` goes on after the name of the data. */
export const unusable = (label: string, why: string): Failure =>
  new Failure('unusable-data', `${label} ${why}`);

/** `[?, 32, 32, 3]`. */
export const shownShape = (extents: readonly (number | null)[]): string =>
  `[${extents.map((extent) => extent ?? '?').join(', ')}]`;
