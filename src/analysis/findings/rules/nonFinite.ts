import type { LayerNode } from '../../../shared/network/network';
import type { History, Probe } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import { isMost, seedsWhere } from '../facts/seeds';
import type { Symptom } from '../facts/symptom';

/**
 * NaN or infinite values, at the layer where they begin: the first in forward order that puts one out,
 * else the first in backward order whose gradient holds one (as TensorBoard's Debugger v2 looks for it).
 */
export function nonFinite(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const holding = seedsWhere(probe.seeds, (seed) => firstFailure(facts, probe, seed) !== undefined);
  const first = holding[0];
  if (first === undefined || !isMost(holding, probe.seeds)) return [];
  const origin = firstFailure(facts, probe, first);
  if (!origin?.layer) return [];
  const { layer, where, count, step } = origin;
  return [
    {
      code: 'non-finite',
      layers: [layer],
      tell: () => ({
        severity: 'error',
        evidence: { where, count, failedStep: step, holdsFor: holding.length, seeds: probe.seeds },
      }),
    },
  ];
}

interface Origin {
  readonly layer: LayerNode | undefined;
  readonly where: 'output' | 'gradient' | 'loss';
  readonly count: number;
  /** From 0. */
  readonly step: number;
}

/** Looks at the first step of a seed that holds one: the weights then spread them everywhere. */
function firstFailure(facts: Facts, probe: Probe, seed: number): Origin | undefined {
  for (let step = 0; step < probe.steps; step++) {
    const origin =
      forwardOrigin(facts, seed, step) ??
      backwardOrigin(facts, seed, step) ??
      lossOrigin(facts, probe, [seed, step]);
    if (origin) return origin;
  }
  return undefined;
}

const countAt = (history: History | undefined, seed: number, step: number): number =>
  history?.[seed]?.[step] ?? 0;

function forwardOrigin({ graph, measured }: Facts, seed: number, step: number): Origin | undefined {
  for (const layer of graph.layers) {
    const count = countAt(measured(layer.id)?.history.nonFinite, seed, step);
    if (count > 0) return { layer, where: 'output', count, step };
  }
  return undefined;
}

function backwardOrigin(
  { graph, measured }: Facts,
  seed: number,
  step: number,
): Origin | undefined {
  for (const layer of [...graph.layers].reverse()) {
    const weights = measured(layer.id)?.weights ?? [];
    const counts = weights.map(({ history }) => countAt(history?.nonFinite, seed, step));
    const count = counts.reduce((sum, one) => sum + one, 0);
    if (count > 0) return { layer, where: 'gradient', count, step };
  }
  return undefined;
}

/** Only the loss failed: it cannot take the last layer's output. */
function lossOrigin({ graph }: Facts, probe: Probe, at: readonly [number, number]) {
  const [seed, step] = at;
  if (probe.loss.values[seed]?.[step] !== null) return undefined;
  return { layer: graph.layers.at(-1), where: 'loss' as const, count: 1, step };
}
