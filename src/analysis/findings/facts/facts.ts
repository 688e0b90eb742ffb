import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { LayerProbe, Probe } from '../../../shared/report/probe';
import type { SkipReport } from '../../../shared/report/report';
import type { Thresholds } from '../../../shared/report/thresholds';
import { mainPaths } from './mainPaths';

/** The input of every rule: the network, its skips and the probe, indexed by layer. */
export interface Facts {
  readonly graph: NetworkGraph;
  readonly skips: SkipReport;
  /** Absent if no probe ran: only the static rules can hold then. */
  readonly probe?: Probe;
  readonly thresholds: Thresholds;
  /** For each input, the longest path through weighted layers to an output. */
  readonly paths: readonly (readonly LayerNode[])[];
  readonly layer: (id: LayerId) => LayerNode;
  readonly measured: (id: LayerId) => LayerProbe | undefined;
  readonly consumers: (id: LayerId) => readonly LayerNode[];
}

export interface FactsInput {
  readonly graph: NetworkGraph;
  readonly skips: SkipReport;
  readonly probe?: Probe;
}

/** Indexes the subject once, in linear time, for all rules. */
export function gatherFacts(subject: FactsInput, thresholds: Thresholds): Facts {
  const { graph, skips, probe } = subject;
  const layers = new Map(graph.layers.map((layer) => [layer.id, layer]));
  const measured = new Map(probe?.layers.map((layer) => [layer.layer, layer]));
  const consumers = consumersOf(graph);
  return {
    graph,
    skips,
    ...(probe && { probe }),
    thresholds,
    paths: mainPaths(graph, consumers),
    layer: (id) => known(layers.get(id), id),
    measured: (id) => measured.get(id),
    consumers: (id) => consumers.get(id) ?? [],
  };
}

function consumersOf(graph: NetworkGraph): Map<LayerId, LayerNode[]> {
  const consumers = new Map<LayerId, LayerNode[]>(graph.layers.map(({ id }) => [id, []]));
  for (const layer of graph.layers) {
    for (const id of new Set(layer.inputs.map((input) => input.layer))) {
      consumers.get(id)?.push(layer);
    }
  }
  return consumers;
}

function known(layer: LayerNode | undefined, id: LayerId): LayerNode {
  if (!layer) throw new Error(`layer ${id} is not in the graph`);
  return layer;
}
