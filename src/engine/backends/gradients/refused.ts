import { Dilation2D } from '@tensorflow/tfjs-core';
import { putGradient } from './gradient';

/** Gradients that are wrong as shipped and too rare to be worth mending: no number rather than a wrong one. */
export function refuseWrongGradients(): void {
  putGradient(Dilation2D, [], () => {
    throw new Error(`Cannot compute gradient: that of ${Dilation2D} is not reliable.`);
  });
}
