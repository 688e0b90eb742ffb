import type { Shape } from './network';

/** Tells whether two extents can never be equal; an unknown one fits everything. */
export function disagree(a: Shape[number] | undefined, b: Shape[number] | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}
