import { createHash } from 'node:crypto';

/** SHA-256 of weights, bit by bit. */
export function weightsHash(weights: readonly Float32Array[]): string {
  const all = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of weights)
    all.update(new Uint8Array(buffer, byteOffset, byteLength));
  return all.digest('hex');
}
