import type { SourcePosition } from '../../../shared/base/source';
import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { SourceFault } from '../../../shared/model/sourceFault';
import type { LayerProbe, Probe } from '../../../shared/report/probe';
import type { Profile } from '../../../shared/report/profile';
import type { SkipReport } from '../../../shared/report/report';
import type { Thresholds } from '../../../shared/report/thresholds';
import { bottlenecks, type IsPassed } from './bottlenecks';
import { mainPaths } from './mainPaths';
import type { OutputLoss } from './outputs';

/** The input of every rule: the network, its skips and the probe, indexed by layer. */
export interface Facts {
  readonly graph: NetworkGraph;
  readonly skips: SkipReport;
  /** Absent if no probe ran: only the static rules can hold then. */
  readonly probe?: Probe;
  /** Absent if no profile ran. */
  readonly profile?: Profile;
  /** The losses of the outputs that are known so far. */
  readonly losses: readonly OutputLoss[];
  readonly unused: readonly UnusedLayer[];
  readonly faults: readonly SourceFault[];
  readonly thresholds: Thresholds;
  /** For each input, the longest path through weighted layers to an output. */
  readonly paths: readonly (readonly LayerNode[])[];
  readonly layer: (id: LayerId) => LayerNode;
  readonly measured: (id: LayerId) => LayerProbe | undefined;
  readonly consumers: (id: LayerId) => readonly LayerNode[];
  readonly isPassed: IsPassed;
}

export interface FactsInput {
  readonly graph: NetworkGraph;
  readonly skips: SkipReport;
  readonly probe?: Probe;
  readonly profile?: Profile;
  readonly losses?: readonly OutputLoss[];
  readonly unused?: readonly UnusedLayer[];
  readonly faults?: readonly SourceFault[];
}

/** A layer with weights outside the network that reads one of its layers, and that nothing reads. */
export interface UnusedLayer {
  readonly name: string;
  readonly kind: string;
  readonly reads: LayerId;
  readonly source: readonly SourcePosition[];
}

/** Indexes the subject once, in linear time, for all rules. */
export function gatherFacts(subject: FactsInput, thresholds: Thresholds): Facts {
  const { graph, skips, probe, profile, losses = [], unused = [], faults = [] } = subject;
  const layers = new Map(graph.layers.map((layer) => [layer.id, layer]));
  const measured = new Map(probe?.layers.map((layer) => [layer.layer, layer]));
  const consumers = consumersOf(graph);
  return {
    graph,
    skips,
    ...(probe && { probe }),
    ...(profile && { profile }),
    losses,
    unused,
    faults,
    thresholds,
    paths: mainPaths(graph, consumers),
    layer: (id) => known(layers.get(id), id),
    measured: (id) => measured.get(id),
    consumers: (id) => consumers.get(id) ?? [],
    isPassed: bottlenecks(graph, consumers),
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
