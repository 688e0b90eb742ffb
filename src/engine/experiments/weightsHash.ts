import { createHash } from 'node:crypto';
import type { WeightValues } from '../model/lab';

/** SHA-256 of weights, bit by bit. */
export function weightsHash(weights: readonly Pick<WeightValues, 'values'>[]): string {
  const all = createHash('sha256');
  for (const { values } of weights)
    all.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return all.digest('hex');
}
