import { Dilation2D, getBackend } from '@tensorflow/tfjs-core';
import { putGradient } from './gradient';

/**
 * Gradients that are wrong as shipped and cannot or need not be corrected: no number is better than a wrong
 * one.
 */
export function refuseWrongGradients(): void {
  putGradient(Dilation2D, [], () => refuse(Dilation2D));
}

function refuse(what: string): never {
  throw new Error(`Cannot compute gradient: that of ${what} is not reliable on ${getBackend()}.`);
}
