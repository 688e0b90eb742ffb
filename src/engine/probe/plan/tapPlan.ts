import type { LayerId, NetworkGraph } from '../../../shared/network/network';
import type { SkipReport } from '../../../shared/report/report';
import type { Thresholds } from '../../../shared/report/thresholds';
import type { BuiltModel, Nonlinearity } from '../../tfjs/builtModel';
import type { Watch } from '../../tfjs/trainer/statistics/reductions';
import { type ForkPlan, forkPlan } from './forkPlan';

/** What the taps of one network are to look for; the same for every seed and step. */
export interface TapPlan {
  /** Outputs (`layer:output`) with several readers, or read by the loss: they need a tap of their own. */
  readonly tappedOutputs: ReadonlySet<string>;
  /** Layers that no gradient passes through on its own: inputs and tables. */
  readonly roots: ReadonlySet<LayerId>;
  readonly forks: ReadonlyMap<LayerId, readonly ForkPlan[]>;
  /** Keys of the edges whose gradients a fork needs whole. */
  readonly held: ReadonlyMap<string, LayerId>;
  /** Layers whose units can die or saturate. */
  readonly watched: ReadonlyMap<LayerId, Watch>;
}

export const outputKey = (layer: LayerId, output: number): string => `${layer}:${output}`;

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

function watchOf(curve: Nonlinearity, { deadInputs, flatSlope }: UnitLimits): Watch {
  return { curve, limit: curve === 'rectifier' ? deadInputs.value : flatSlope.value };
}

export function tapPlan(
  { graph, nonlinearities }: BuiltModel,
  skips: SkipReport,
  limits: UnitLimits,
): TapPlan {
  const plans = skips.items.flatMap((skip) => forkPlan(skip, graph) ?? []);
  const roots = graph.layers.filter(
    ({ operation }) =>
      operation.type === 'source' || (operation.type === 'input' && operation.carriesGradient),
  );
  return {
    tappedOutputs: tappedOutputs(graph),
    roots: new Set(roots.map(({ id }) => id)),
    forks: byFork(plans),
    held: new Map(
      plans.flatMap(({ from, shortcut, body }) =>
        [...shortcut, ...body].map((key): [string, LayerId] => [key, from]),
      ),
    ),
    watched: new Map([...nonlinearities].map(([id, curve]) => [id, watchOf(curve, limits)])),
  };
}
