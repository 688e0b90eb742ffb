import {
  getKernel,
  MaxPool3D,
  MaxPool3DGrad,
  pad,
  registerKernel,
  slice,
  unregisterKernel,
  type KernelConfig,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { reachedShape, type VolumeWindows } from '../tensors/reachedShape';

const backendName = 'tensorflow';

/**
 * Shipped: if a stride is longer than the window by two or more, the maximum over volumes with `same` padding
 * starts inside of the input. Over what the windows reach, it is right.
 */
export function mendMaxPool3d(): void {
  wrap(MaxPool3D, 'x', (y) => y);
  wrap(MaxPool3DGrad, 'input', (dx, { shape }) =>
    pad(
      dx,
      shape.map((extent, axis): [number, number] => [0, extent - (dx.shape[axis] ?? 0)]),
    ),
  );
}

function wrap(
  kernelName: string,
  name: 'x' | 'input',
  finish: (result: Tensor, given: Tensor) => Tensor,
): void {
  const shipped = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (!shipped) return;
  unregisterKernel(kernelName, backendName);
  registerKernel({
    ...shipped,
    kernelFunc: (call) => {
      const given = call.inputs[name] as Tensor;
      const windows = call.attrs as unknown as VolumeWindows;
      const reached = reachedShape(given.shape, windows.filterSize, windows);
      if (!reached) return shipped.kernelFunc(call);
      const cut = slice(given, [0, 0, 0, 0, 0], reached);
      const result = shipped.kernelFunc({ ...call, inputs: { ...call.inputs, [name]: cut } });
      return finish(result as Tensor, given);
    },
  });
}
