import { Failure } from '../../shared/base/failures';
import { message } from '../../shared/words/message';
import type { BatchData } from '../model/trainer';

/** The source of the batches of one seed. */
export interface DataSource {
  readonly kind: 'synthetic' | 'file';
  readonly batchSize: number;
  /** Deterministic per step. */
  batch(step: number): BatchData;
}

/** Number of entries of a tensor. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

/** Room for a tensor. Throws a `Failure` of code `out-of-memory` if JavaScript has none for it. */
export function roomFor(shape: readonly number[]): Float32Array {
  try {
    return new Float32Array(sizeOf(shape));
  } catch (error) {
    const why = message('data.too-large', { shape: shape.join(' × ') });
    throw new Failure('out-of-memory', why, undefined, { cause: error });
  }
}

export const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);
