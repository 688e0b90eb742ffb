import { findSkips } from '../skips/findSkips';
import { withoutEdge } from '../skips/withoutEdges';
import type { LayerId, NetworkGraph } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import type { AblatedConnection, LayerProbe } from '../../shared/report/probe';
import type { Skip } from '../../shared/report/report';
import type { FactsInput } from './facts/facts';

/**
 * The network as the probe trained it: without the connections that it left out and the layers that led only
 * there. No rule judges what carried nothing.
 */
export function asProbed(subject: FactsInput): FactsInput {
  const { graph, probe } = subject;
  const ablated = probe?.ablated ?? [];
  if (!probe || ablated.length === 0) return subject;
  const left = withoutAll(graph, ablated);
  const skips = findSkips(left);
  const names = new Map(skips.items.map((skip) => [idBefore(skip, ablated), skip.id]));
  const forks = probe.forks.flatMap((fork) => {
    const skip = names.get(fork.skip);
    return skip === undefined ? [] : [{ ...fork, skip }];
  });
  const zeros = withZeros(left, new Set(ablated.map(({ to }) => to)));
  const layers = probe.layers.map((layer) => (zeros.has(layer.layer) ? uncounted(layer) : layer));
  return { ...subject, graph: left, skips, probe: { ...probe, forks, layers } };
}

/** Removes the last slots first: those before them keep their positions. */
function withoutAll(graph: NetworkGraph, ablated: readonly AblatedConnection[]): NetworkGraph {
  const lastFirst = [...ablated].sort((a, b) => b.slot - a.slot);
  return lastFirst.reduce((rest, edge) => withoutEdge(rest, edge).graph, graph);
}

/** The id of a skip in the whole network: the slots after one that was left out have moved up. */
function idBefore({ from, to, slot }: Skip, ablated: readonly AblatedConnection[]): string {
  const gone = ablated.filter((edge) => edge.to === to).map((edge) => edge.slot);
  const before = gone
    .sort((a, b) => a - b)
    .reduce((moved, missing) => (moved >= missing ? moved + 1 : moved), slot);
  return `${from}>${to}:${before}`;
}

/** Layers with channels that are zero because zeros replaced a concatenated input. */
function withZeros({ layers }: NetworkGraph, merges: ReadonlySet<LayerId>): Set<LayerId> {
  const found = new Set<LayerId>();
  for (const layer of layers) {
    const { operation } = layer;
    const isSource = merges.has(layer.id) && isConcat(operation);
    if (isSource || (layer.inputs.some((input) => found.has(input.layer)) && keepsZeros(operation)))
      found.add(layer.id);
  }
  return found;
}

const isConcat = (operation: Operation): boolean =>
  operation.type === 'merge' && operation.how === 'concat';

/** Checks whether a channel of zeros stays one: nothing is mixed in from other channels or branches. */
function keepsZeros(operation: Operation): boolean {
  if (operation.type === 'transform') return operation.depthwise;
  if (operation.type === 'merge') return isConcat(operation) || operation.how === 'multiply';
  return true;
}

/** Leaves channels of zeros out of the dead units. */
function uncounted(layer: LayerProbe): LayerProbe {
  const { activation } = layer;
  if (activation?.deadShare === undefined) return layer;
  return { ...layer, activation: { nonFinite: activation.nonFinite } };
}
