import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
  type KernelFunc,
} from '@tensorflow/tfjs-core';

const backendName = 'tensorflow';

/** Puts a kernel around the one that TensorFlow's own library ships, if it ships one of that name. */
export function wrapKernel(kernelName: string, around: (shipped: KernelFunc) => KernelFunc): void {
  const shipped = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (!shipped) return;
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...shipped, kernelFunc: around(shipped.kernelFunc) });
}
