import {
  Equal,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  NotEqual,
  zeros,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { putGradient } from './gradient';

/**
 * A comparison is constant almost everywhere: its gradient is zero, as TensorFlow has it.
 * Shipped: none but for GreaterEqual, so that a mask made from a tensor stops the whole backward pass.
 */
export function putComparisonGradients(): void {
  for (const kernel of [
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    LogicalAnd,
    LogicalOr,
  ]) {
    putGradient(kernel, ['a', 'b'], (_, saved) => {
      const [a, b] = saved as [Tensor, Tensor];
      return { a: () => zeros(a.shape), b: () => zeros(b.shape) };
    });
  }
  putGradient(LogicalNot, ['x'], (_, [x]) => ({ x: () => zeros((x as Tensor).shape) }));
}
