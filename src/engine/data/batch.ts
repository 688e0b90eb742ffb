import type { BatchData } from '../model/trainer';

/** The source of the batches of one seed. */
export interface DataSource {
  readonly kind: 'synthetic' | 'file';
  readonly batchSize: number;
  /** The same for the same step. */
  batch(step: number): BatchData;
}

/** Number of entries of a tensor. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

export const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);
