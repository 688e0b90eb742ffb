import type { DeletableBlock } from '../../../shared/experiment/experiment';
import type { LayerId, NetworkGraph } from '../../../shared/network/network';
import type { Skip } from '../../../shared/report/report';
import type { ExperimentSubject } from './kind';
import { sumsOf } from './depth';
import { cuttableSkips } from './residuals';

/** The layers that lead to one input of a merge, back to the fork of its skip and without it. */
function layersOf({ layers }: NetworkGraph, { from, to, slot }: Skip): LayerId[] {
  const inputs = new Map(layers.map((layer) => [layer.id, layer.inputs]));
  const start = inputs.get(to)?.[slot]?.layer;
  const found = new Set<LayerId>(start === undefined || start === from ? [] : [start]);
  // A set hands out what is added while it is walked through.
  for (const id of found)
    for (const { layer } of inputs.get(id) ?? []) if (layer !== from) found.add(layer);
  return [...found];
}

/** `true` if nothing on the way of a skip multiplies by weights, its own or those of another layer. */
function isUnweighted(graph: NetworkGraph, skip: Skip): boolean {
  const onTheWay = new Set(layersOf(graph, skip));
  return graph.layers
    .filter(({ id }) => onTheWay.has(id))
    .every(
      ({ parameters, sharedWith, unregistered = 0 }) =>
        parameters.trainable + parameters.frozen + unregistered === 0 && sharedWith === undefined,
    );
}

/** The sums of a network, each of which can be deleted with zeros over its bodies, in the order of the network. */
export function deletableBlocks(subject: ExperimentSubject): DeletableBlock[] {
  const { graph, skips } = subject;
  const weighted = new Set(
    cuttableSkips(graph, skips)
      .filter((skip) => !isUnweighted(graph, skip))
      .map(({ to }) => to),
  );
  return sumsOf(subject).map(({ to, bodies, shortcuts }) => ({
    to,
    bodies,
    shortcuts,
    ...(weighted.has(to) && { isProjected: true }),
  }));
}

/** Merges with a short skip that take no zeros for a missing input, such as a mean of both. */
export function rigidMerges({ graph, skips }: ExperimentSubject): number {
  const cuttable = new Set(cuttableSkips(graph, skips).map(({ id }) => id));
  const rigid = skips.items.filter(({ id, reach }) => reach === 'short' && !cuttable.has(id));
  return new Set(rigid.map(({ to }) => to)).size;
}
