import type { LayerId } from '../../../../shared/network/network';
import type { Recording } from '../../../../shared/protocol/python/recording';
import type { MeasurePlan } from '../../../model/trainer';
import { edgeKey, outputKey } from '../../../probe/plan/edges';
import { operandEdges } from '../../../tfjs/torchOps/edges';
import type { DescribedRecording } from '../network/describeRecording';

type Place = readonly [node: number, at: number];

/** The places of a network's edges and outputs in its recording. */
export interface Places {
  /** By `to:slot`. */
  readonly edges: ReadonlyMap<string, Place>;
  /** By `layer:output`; a parameter that the network shows as a layer is told by the edge that reads it. */
  readonly sources: ReadonlyMap<string, Place>;
  readonly nodes: ReadonlyMap<LayerId, number>;
}

export function placesIn(
  recording: Recording,
  { layers }: Pick<DescribedRecording, 'layers'>,
): Places {
  const edgeOf = operandEdges(recording, layers);
  const edges = new Map<string, Place>();
  const sources = new Map<string, Place>();
  recording.nodes.forEach(({ inputs }, node) => {
    inputs.forEach((_, at) => {
      const edge = edgeOf(node, at);
      if (!edge) return;
      edges.set(edgeKey(edge), [node, at]);
      if (edge.isParameter) sources.set(outputKey(edge.from, 0), [node, at]);
    });
  });
  return { edges, sources, nodes: new Map([...layers].map(([node, { id }]) => [id, node])) };
}

/** `layer:output` as the layer and the number of its output. */
function partsOf(key: string): [layer: LayerId, output: number] {
  const at = key.lastIndexOf(':');
  return [key.slice(0, at) as LayerId, Number(key.slice(at + 1))];
}

/** The outputs whose whole gradient is measured, by `layer:output`. */
export function watchedOutputs({ nodes }: Places, plan: MeasurePlan): Map<string, Place> {
  const keys = [...plan.tappedOutputs, ...[...plan.roots].map((layer) => outputKey(layer, 0))];
  return new Map(
    keys.flatMap((key): [string, Place][] => {
      const [layer, output] = partsOf(key);
      const node = nodes.get(layer);
      return node === undefined ? [] : [[key, [node, output]]];
    }),
  );
}

/** A plan in the places of the recording, as a helper takes it. */
export function remotePlan(places: Places, plan: MeasurePlan): object {
  const { edges, nodes } = places;
  const placesOf = (keys: readonly string[]): Place[] =>
    keys.map((key) => edges.get(key)).filter((place) => place !== undefined);
  const watches = [...nodes].map(([layer, node]) => {
    const watch = plan.watched.get(layer);
    return [node, watch ? [watch.curve, watch.limit, watch.channelAxis ?? null] : null];
  });
  return {
    edges: [...edges.values()],
    sequences: [...plan.sequences].flatMap(([key, axis]) => {
      const place = edges.get(key);
      return place ? [[place, axis]] : [];
    }),
    outputs: [...watchedOutputs(places, plan).values()],
    activations: watches,
    forks: [...plan.forks.values()]
      .flat()
      .map(({ skip, shortcut, body }) => [skip, placesOf(shortcut), placesOf(body)]),
    histograms: plan.histograms,
  };
}

/** The plan of a step that measures nothing. */
export const unmeasured = { edges: [], outputs: [], activations: [], forks: [] };
