import { channelCount } from '../../../shared/network/axes';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';
import type { ByPass } from '../../../shared/report/profile';
import { outputOf } from '../../flow/featureMap';
import { entriesOf } from '../tensorSize';

type Convolution = Extract<Operation, { type: 'transform' }>;

/** The gradient of an image is a convolution itself where no step is left out; of a volume it never is. */
const isFolded = ({ family, depthwise, window }: Convolution): boolean =>
  family === 'convolution' &&
  !depthwise &&
  window !== undefined &&
  (window.size.length > 2 || window.strides.some((stride) => stride > 1));

/** Entries of a matrix with a row for each position of a map, and a column for each weight of one of its channels. */
function windowEntries(map: LayerNode, output: number, kernelEntries: number): number {
  const tensor = outputOf(map, output);
  const channels = channelCount(tensor);
  const entries = entriesOf(tensor);
  return channels && entries ? (entries * kernelEntries) / channels ** 2 : 0;
}

/**
 * Entries of one sample in the matrix of all windows that the WebAssembly backend folds into the gradient of a
 * convolution's input, and into the output of a transposed one.
 */
export function foldedWindows(layer: LayerNode, byId: ReadonlyMap<LayerId, LayerNode>): ByPass {
  const { operation, inputs } = layer;
  const [first] = inputs;
  const producer = first && byId.get(first.layer);
  if (operation.type !== 'transform' || !producer || !isFolded(operation))
    return { forward: 0, backward: 0 };
  const { kernelEntries = 0, transposed } = operation;
  return transposed
    ? { forward: windowEntries(producer, first.output, kernelEntries), backward: 0 }
    : { forward: 0, backward: windowEntries(layer, 0, kernelEntries) };
}
