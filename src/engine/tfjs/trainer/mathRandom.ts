import type { Disposable } from '../../../shared/base/lifecycle';
import { randomSequence, type RandomSequence } from '../../data/random';

/**
 * Makes `Math.random` repeatable until disposed: TensorFlow.js draws from it for every
 * initialiser and dropout that names no seed.
 */
export function seedMathRandom(seed: number): Disposable & Pick<RandomSequence, 'mark'> {
  const original = Math.random;
  const { next, mark } = randomSequence(seed);
  Math.random = next;
  return {
    mark,
    dispose: () => {
      Math.random = original;
    },
  };
}
