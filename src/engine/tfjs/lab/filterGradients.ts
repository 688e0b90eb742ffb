import * as tf from '@tensorflow/tfjs-core';

/** Puts a kernel around the one of the current backend; gives the way back. */
function around(name: string, wrap: (own: tf.KernelFunc) => tf.KernelFunc): () => void {
  const own = tf.getKernel(name, tf.getBackend()) as tf.KernelConfig | null | undefined;
  if (!own) return () => undefined;
  const put = (config: tf.KernelConfig): void => {
    tf.unregisterKernel(name, own.backendName);
    tf.registerKernel(config);
  };
  put(Object.assign({}, own, { kernelFunc: wrap(own.kernelFunc) }));
  return () => put(own);
}

/**
 * Takes a gradient by the inputs alone; `work` tells the end of its forward pass. A fused convolution of TensorFlow.js 4.22 computes the gradient of its
 * filter even if nobody asks for it: a third of the time. Here that is zeros, as long as every filter is a
 * variable, which no input leads to.
 */
export function withoutFilterGradients<T>(work: (passed: () => void) => T): T {
  let areVariables = true;
  let isForward = true;
  const noting =
    (own: tf.KernelFunc): tf.KernelFunc =>
    (call) => {
      if (isForward) areVariables &&= call.inputs['filter'] instanceof tf.Variable;
      return own(call);
    };
  const sparing =
    (own: tf.KernelFunc): tf.KernelFunc =>
    (call) => {
      const { filterShape } = call.attrs as unknown as { readonly filterShape: number[] };
      return areVariables ? tf.zeros(filterShape) : own(call);
    };
  const back = [
    around(tf.Conv2D, noting),
    around(tf.FusedConv2D, noting),
    around(tf.Conv2DBackpropFilter, sparing),
  ];
  try {
    return work(() => (isForward = false));
  } finally {
    for (const restore of back) restore();
  }
}
