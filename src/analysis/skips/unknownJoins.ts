import type { LayerId } from '../../shared/network/network';
import { NONE, type Flow } from '../flow/flow';

/** Layers that join two or more tensors with a gradient in a way that is not known. */
export const unknownJoins = (flow: Flow): LayerId[] =>
  flow.nodes.flatMap(({ layer, operation, inputs, port }) => {
    const isUnknown = operation.type === 'merge' && operation.how === 'unknown' && !port;
    const entries = inputs.filter((input) => input !== NONE);
    return isUnknown && entries.length > 1 ? [layer.id] : [];
  });
