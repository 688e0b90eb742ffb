import { hash, normals, uniformFrom } from '../../../src/engine/data/random';

/** Random choices, the same for the same seed. */
export class Draw {
  private readonly next: () => number;
  private drawn = 0;

  constructor(private readonly seed: number) {
    this.next = uniformFrom(seed);
  }

  /** Both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.integer(0, from.length - 1)];
    if (found === undefined) throw new RangeError('There is nothing to pick from');
    return found;
  }

  integers(count: number, low: number, high: number): number[] {
    return Array.from({ length: count }, () => this.integer(low, high));
  }

  normals(count: number): Float32Array {
    this.drawn += 1;
    return normals(count, hash(this.seed, this.drawn));
  }
}
