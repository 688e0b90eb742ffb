import {
  Dilation2D,
  getBackend,
  ResizeBilinear,
  ResizeNearestNeighbor,
} from '@tensorflow/tfjs-core';
import { putGradient, wrapGradient } from './gradient';

/**
 * Gradients that are wrong as shipped and cannot or need not be corrected: no number is better than a wrong
 * one.
 */
export function refuseWrongGradients(): void {
  putGradient(Dilation2D, [], () => refuse(Dilation2D));
  for (const kernel of [ResizeBilinear, ResizeNearestNeighbor]) {
    wrapGradient<{ halfPixelCenters: boolean }>(kernel, (shipped) => (dy, saved, attributes) => {
      // Native backends forget the half pixels; ours are in `kernels/resizeGradients`.
      const ours = getBackend() === 'wasm' || getBackend() === 'cpu';
      if (attributes.halfPixelCenters && !ours) refuse(`${kernel} with half-pixel centres`);
      return shipped(dy, saved, attributes);
    });
  }
}

function refuse(what: string): never {
  throw new Error(`Cannot compute gradient: that of ${what} is not reliable on ${getBackend()}.`);
}
