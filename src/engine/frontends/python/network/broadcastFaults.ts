import type { SourceFault } from '../../../../shared/model/sourceFault';
import type { Recording } from '../../../../shared/protocol/python/recording';
import type { LayersByNode } from './modelOutputs';

const elementwise = /^(?:mse_loss|l1_loss|smooth_l1_loss|huber_loss)$/;

/** A loss inside the model that compares N×1 predictions with N targets: torch broadcasts them to N×N. */
export function broadcastFaults(recording: Recording, layers: LayersByNode): SourceFault[] {
  return [...layers].flatMap(([at, { id, source }]): SourceFault[] => {
    const node = recording.nodes[at];
    if (!node || !elementwise.test(node.op)) return [];
    const [first, second] = node.inputs.map((input) => {
      if (!('value' in input)) return undefined;
      const [from, output] = input.value;
      return recording.nodes[from]?.outputs[output]?.shape;
    });
    const isBroadcast = first && second && first.length !== second.length;
    return isBroadcast ? [{ fault: 'broadcast-target', layer: id, parameters: 0, source }] : [];
  });
}
