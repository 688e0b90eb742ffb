import type { Factor, Operation, Term } from '../../shared/network/operation';
import { complementing } from './complementing';
import { NONE } from './lookup';

/** Appends a node that is read by nothing yet; returns its position. */
export type Append = (operation: Operation, inputs: readonly number[]) => number;

/** The products of a sum as nodes of their own; returns the producer of each slot of the sum. */
export function addProducts(
  producers: readonly number[],
  terms: readonly Term[],
  append: Append,
): number[] {
  const inputs = producers.map(() => NONE);
  for (const { slot, factors } of terms) {
    const [only, ...others] = factors.map((factor) => valueOf(factor, producers, append));
    if (only === undefined) continue;
    inputs[slot] =
      others.length === 0 ? only : append({ type: 'merge', how: 'multiply' }, [only, ...others]);
  }
  return inputs;
}

function valueOf(factor: Factor, producers: readonly number[], append: Append): number {
  const producer = producers[factor.slot] ?? NONE;
  if (producer === NONE) return NONE;
  const value = factor.squashed ? append(squashing, [producer]) : producer;
  return factor.complement ? append(complementing, [value]) : value;
}

const squashing: Operation = {
  type: 'activation',
  activation: { linear: false, range: 'bounded', curve: 'sigmoid' },
};
