import { MaxPool3D, MaxPool3DGrad, pad, slice, type Tensor } from '@tensorflow/tfjs-core';
import { reachedShape, type VolumeWindows } from '../tensors/reachedShape';
import { wrapKernel } from './wrapKernel';

/**
 * Shipped: if a stride is longer than the window by two or more, the maximum over volumes with `same` padding
 * starts inside of the input. Over what the windows reach, it is right.
 */
export function mendMaxPool3d(): void {
  overReached(MaxPool3D, 'x', (y) => y);
  overReached(MaxPool3DGrad, 'input', (dx, { shape }) =>
    pad(
      dx,
      shape.map((extent, axis): [number, number] => [0, extent - (dx.shape[axis] ?? 0)]),
    ),
  );
}

function overReached(
  kernelName: string,
  name: 'x' | 'input',
  finish: (result: Tensor, given: Tensor) => Tensor,
): void {
  wrapKernel(kernelName, (shipped) => (call) => {
    const given = call.inputs[name] as Tensor;
    const windows = call.attrs as unknown as VolumeWindows;
    const reached = reachedShape(given.shape, windows.filterSize, windows);
    if (!reached) return shipped(call);
    const cut = slice(given, [0, 0, 0, 0, 0], reached);
    const result = shipped({ ...call, inputs: { ...call.inputs, [name]: cut } });
    return finish(result as Tensor, given);
  });
}
