import * as tf from '@tensorflow/tfjs';
import { toTensor, type Values } from '../values';

/** An operation as a function of one of its operands. */
export interface Case {
  readonly name: string;
  readonly x: Values;
  /** Called once per backend; the function that it returns is the operation. */
  readonly operation: () => (x: tf.Tensor) => tf.Tensor;
}

/** An operation with one operand. */
export const of = (name: string, x: Values, operation: (x: tf.Tensor) => tf.Tensor): Case => ({
  name,
  x,
  operation: () => operation,
});

/** A layer with weights of its own, as a function of its input. */
export const layer = (name: string, x: Values, make: () => tf.layers.Layer): Case => ({
  name,
  x,
  operation: () => {
    const made = make();
    made.apply(tf.input({ batchShape: [...x.shape] }));
    return (input) => made.apply(input, { training: true }) as tf.Tensor;
  },
});

/** Both operands of an operation, as two cases: each varies in turn while the other is constant. */
// Callers name the ranks that their operation needs.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function both<A extends tf.Tensor, B extends tf.Tensor>(
  name: string,
  [a, b]: readonly [Values, Values],
  operation: (a: A, b: B) => tf.Tensor,
): Case[] {
  return [
    of(`${name}, first operand`, a, (x) => operation(x as A, toTensor(b) as B)),
    of(`${name}, second operand`, b, (x) => operation(toTensor(a) as A, x as B)),
  ];
}
