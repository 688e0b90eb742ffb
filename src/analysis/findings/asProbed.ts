import { findSkips } from '../skips/findSkips';
import { withoutEdge } from '../skips/withoutEdge';
import type { LayerId, NetworkGraph } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import type { CutShortcut, LayerProbe } from '../../shared/report/probe';
import type { Skip } from '../../shared/report/report';
import type { FactsInput } from './facts';

/**
 * The network as the probe trained it: without the shortcut that it cut and the layers that led only there,
 * so that no rule counts on what carried nothing.
 */
export function asProbed(subject: FactsInput): FactsInput {
  const { graph, probe } = subject;
  const cut = probe?.cut;
  if (!cut) return subject;
  const { graph: left } = withoutEdge(graph, cut);
  const skips = findSkips(left);
  const names = new Map(skips.items.map((skip) => [idBefore(skip, cut), skip.id]));
  const forks = probe.forks.flatMap((fork) => {
    const skip = names.get(fork.skip);
    return skip === undefined ? [] : [{ ...fork, skip }];
  });
  const zeros = withZeros(left, cut.to);
  const layers = probe.layers.map((layer) => (zeros.has(layer.layer) ? uncounted(layer) : layer));
  return { graph: left, skips, probe: { ...probe, forks, layers } };
}

/** The slots after the cut one have moved up. */
function idBefore({ from, to, slot }: Skip, cut: CutShortcut): string {
  return `${from}>${to}:${to === cut.to && slot >= cut.slot ? slot + 1 : slot}`;
}

/** Layers with channels that are zero because zeros stand for what was concatenated. */
function withZeros({ layers }: NetworkGraph, merge: LayerId): Set<LayerId> {
  const found = new Set<LayerId>();
  for (const layer of layers) {
    const { operation } = layer;
    const isSource = layer.id === merge && isConcat(operation);
    if (isSource || (layer.inputs.some((input) => found.has(input.layer)) && keepsZeros(operation)))
      found.add(layer.id);
  }
  return found;
}

const isConcat = (operation: Operation): boolean =>
  operation.type === 'merge' && operation.how === 'concat';

/** Whether a channel of zeros stays one: nothing is mixed in from other channels or branches. */
function keepsZeros(operation: Operation): boolean {
  if (operation.type === 'transform') return operation.depthwise;
  if (operation.type === 'merge') return isConcat(operation) || operation.how === 'multiply';
  return true;
}

/** Channels that stand for nothing are no dead units. */
function uncounted(layer: LayerProbe): LayerProbe {
  const { activation } = layer;
  if (activation?.deadShare === undefined) return layer;
  return { ...layer, activation: { nonFinite: activation.nonFinite } };
}
