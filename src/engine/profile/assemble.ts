import { keptBytes, trainingMemory } from '../../analysis/cost/training/trainingMemory';
import type { KeepingLibrary } from '../../analysis/cost/training/keepingRules';
import { layerCounts } from '../../analysis/cost/training/layerCounts';
import type { LayerId, NetworkGraph } from '../../shared/network/network';
import type {
  ByPass,
  LayerCost,
  LayerCounts,
  LayerRoofline,
  LayerTime,
  Roof,
  TrainingMemory,
} from '../../shared/report/profile';
import type { SkipReport } from '../../shared/report/report';

/** A network, and the step that its costs are counted for. */
export interface CountAsked {
  readonly graph: NetworkGraph;
  readonly skips: Pick<SkipReport, 'items'>;
  readonly batchSize: number;
  readonly optimizerBytes: number;
  readonly optimizer: string;
  readonly library: KeepingLibrary;
  /** The measured peak is that of the framework that the model is written in. */
  readonly measuresOwn: boolean;
}

const both = ({ forward, backward }: ByPass): number => forward + backward;

function rooflineOf(
  { macs, trafficBytes }: LayerCounts,
  time: LayerTime | undefined,
  roof: Roof | undefined,
): LayerRoofline | undefined {
  if (!macs || !trafficBytes || !roof || both(trafficBytes) === 0) return undefined;
  const [work, bytes] = [both(macs), both(trafficBytes)];
  const intensity = work / bytes;
  const atRoof = 1000 * Math.max(work / roof.macsPerSecond, bytes / roof.bytesPerSecond);
  const spent = time?.total.median ?? 0;
  return {
    intensity,
    bound: intensity < roof.ridge ? 'memory' : 'compute',
    ...(spent > 0 && { attained: atRoof / spent }),
  };
}

/** The costs of each application of a layer. */
export function layerCosts(
  { graph, batchSize, library }: CountAsked,
  times: ReadonlyMap<LayerId, LayerTime>,
  roof: Roof | undefined,
): LayerCost[] {
  const counts = layerCounts(graph, batchSize);
  const kept = keptBytes(graph, batchSize, library);
  return graph.layers.flatMap(({ id }): LayerCost[] => {
    const own = counts.get(id);
    if (!own) return [];
    const keeps = kept?.get(id);
    const time = times.get(id);
    const roofline = rooflineOf(own, time, roof);
    return [
      {
        layer: id,
        counts: { ...own, ...(keeps !== undefined && { keptBytes: keeps }) },
        ...(time && { time }),
        ...(roofline && { roofline }),
      },
    ];
  });
}

/** The estimate, with the measured peak beside it where there is one. */
export function memoryOf(
  asked: CountAsked,
  measured: TrainingMemory['measured'],
): TrainingMemory | undefined {
  const estimate = trainingMemory({ ...asked, skips: asked.skips.items });
  return estimate && { ...estimate, ...(measured && { measured }) };
}
