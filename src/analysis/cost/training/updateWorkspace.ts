import type { LayerNode, NetworkGraph } from '../../../shared/network/network';

const BYTES_PER_FLOAT = 4;

/** Tensors of a weight's size that an optimizer makes on its way to the new value, and when they go. */
interface Working {
  readonly tensors: number;
  /** After each weight, or all at the end. */
  readonly frees: 'each' | 'end';
}

/** The optimizers of TensorFlow.js 4; an assigned value replaces the old one. */
const ofTfjs: Readonly<Record<string, Working>> = {
  sgd: { tensors: 2, frees: 'each' },
  momentum: { tensors: 4, frees: 'each' },
  adagrad: { tensors: 6, frees: 'each' },
  adadelta: { tensors: 14, frees: 'each' },
  rmsprop: { tensors: 14, frees: 'each' },
  adam: { tensors: 11, frees: 'end' },
  adamax: { tensors: 7, frees: 'end' },
};

/** Entries of a layer's largest weight. */
function largestWeight({ operation, parameters }: LayerNode): number {
  const kernel = 'kernelEntries' in operation ? operation.kernelEntries : undefined;
  return Math.min(parameters.trainable, kernel ?? parameters.trainable);
}

/** Bytes that an update by an optimizer of TensorFlow.js takes while it runs; 0 for one that is not known. */
export function updateWorkspace(
  { layers }: Pick<NetworkGraph, 'layers'>,
  optimizer: string,
): number {
  const working = new Map(Object.entries(ofTfjs)).get(optimizer.toLowerCase());
  if (!working) return 0;
  const trained =
    working.frees === 'end'
      ? layers.reduce((sum, { parameters }) => sum + parameters.trainable, 0)
      : layers.reduce((most, layer) => Math.max(most, largestWeight(layer)), 0);
  return BYTES_PER_FLOAT * working.tensors * trained;
}
