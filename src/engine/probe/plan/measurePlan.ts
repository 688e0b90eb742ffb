import type { LayerId, LayerNode, NetworkGraph } from '../../../shared/network/network';
import type { SkipReport } from '../../../shared/report/report';
import type { Thresholds } from '../../../shared/report/thresholds';
import type { ModelDescription, Nonlinearity } from '../../model/modelDescription';
import type { ForkPlan, MeasurePlan, UnitWatch } from '../../model/trainer';
import { edgeKey, outputKey } from './edges';
import { forkPlan } from './forkPlan';

/** With a single reader ∂L/∂output is ∂L/∂x on the edge to it, and one tap serves for both. */
function tappedOutputs({ layers, outputs }: NetworkGraph): Set<string> {
  const readers = new Map<string, number>();
  const read = [...layers.flatMap(({ inputs }) => inputs), ...outputs, ...outputs];
  for (const { layer, output } of read) {
    const key = outputKey(layer, output);
    readers.set(key, (readers.get(key) ?? 0) + 1);
  }
  return new Set([...readers].filter(([, count]) => count > 1).map(([key]) => key));
}

function byFork(plans: readonly ForkPlan[]): Map<LayerId, ForkPlan[]> {
  const forks = new Map<LayerId, ForkPlan[]>();
  for (const plan of plans) forks.set(plan.from, [...(forks.get(plan.from) ?? []), plan]);
  return forks;
}

/** The limits that a probe measures by: which units count as dead or saturated. */
export type UnitLimits = Pick<Thresholds, 'deadInputs' | 'flatSlope'>;

function watchOf(
  curve: Nonlinearity,
  { deadInputs, flatSlope }: UnitLimits,
  channelAxis: number | undefined,
): UnitWatch {
  const limit = curve === 'rectifier' ? deadInputs.value : flatSlope.value;
  return { curve, limit, ...(channelAxis !== undefined && { channelAxis }) };
}

/** Neither the batch nor the features: time. */
const timeAxis = ({ outputShape: [shape = []], batchAxis = 0 }: LayerNode): number | undefined =>
  shape.length < 3 || batchAxis === null
    ? undefined
    : shape.findIndex((_, axis) => axis !== batchAxis && axis !== shape.length - 1);

/** The edges by which recurrent layers read their sequences. */
function sequencesOf({ layers }: NetworkGraph): Map<string, number> {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  return new Map(
    layers.flatMap(({ id, operation, inputs: [first] }): [string, number][] => {
      const source = first && byId.get(first.layer);
      if (operation.type !== 'transform' || operation.family !== 'recurrent' || !source) return [];
      const axis = operation.appliedPer === 'timeStep' ? timeAxis(source) : undefined;
      return axis === undefined ? [] : [[edgeKey({ to: id, slot: 0 }), axis]];
    }),
  );
}

/** Plans the measurements of one network; the plan is the same for every seed. */
export function measurePlan(
  { graph, nonlinearities }: Pick<ModelDescription, 'graph' | 'nonlinearities'>,
  skips: Pick<SkipReport, 'items'>,
  limits: UnitLimits,
): MeasurePlan {
  const plans = skips.items.flatMap((skip) => forkPlan(skip, graph) ?? []);
  const roots = graph.layers.filter(
    ({ operation }) =>
      operation.type === 'source' || (operation.type === 'input' && operation.carriesGradient),
  );
  const channelAxes = new Map(graph.layers.map(({ id, channelAxis }) => [id, channelAxis]));
  return {
    tappedOutputs: tappedOutputs(graph),
    roots: new Set(roots.map(({ id }) => id)),
    forks: byFork(plans),
    held: new Map(
      plans.flatMap(({ from, shortcut, body }) =>
        [...shortcut, ...body].map((key): [string, LayerId] => [key, from]),
      ),
    ),
    sequences: sequencesOf(graph),
    watched: new Map(
      [...nonlinearities].map(([id, curve]) => [id, watchOf(curve, limits, channelAxes.get(id))]),
    ),
    histograms: false,
  };
}
