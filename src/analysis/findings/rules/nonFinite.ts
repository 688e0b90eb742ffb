import type { LayerNode } from '../../../shared/network/network';
import type { LayerProbe, Probe } from '../../../shared/report/probe';
import { shortName } from '../../../shared/report/format';
import type { Facts } from '../facts';
import { isMost, seedsWhere } from '../seeds';
import type { Symptom } from '../symptom';

/**
 * NaN or infinite values, at the layer where they begin: the first in forward order that puts one out,
 * else the first in backward order whose gradient holds one (as TensorBoard's Debugger v2 looks for it).
 */
export function nonFinite(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const holding = seedsWhere(probe.seeds, (seed) => lossFailed(probe, seed));
  const origin = forwardOrigin(facts) ?? backwardOrigin(facts);
  if (!origin && !isMost(holding, probe.seeds)) return [];
  const { layer, where, count } = origin ?? lossOrigin(facts);
  if (!layer) return [];
  const step = firstFailedStep(probe, holding);
  return [
    {
      code: 'non-finite',
      layers: [layer],
      tell: () => ({
        severity: 'error',
        message: `NaN or infinite values begin in the ${where} of ${shortName(layer)}${step > 0 ? ` at step ${step + 1}` : ''}.`,
        suggestion:
          step > 0
            ? 'Lower the learning rate or clip the gradient norm: the first steps were still finite.'
            : 'Look for a division by zero, the logarithm of zero or far too large inputs here.',
        evidence: { where, count, failedStep: step, holdsFor: holding.length, seeds: probe.seeds },
      }),
    },
  ];
}

interface Origin {
  readonly layer: LayerNode | undefined;
  readonly where: 'output' | 'gradient' | 'loss';
  readonly count: number;
}

function forwardOrigin({ graph, measured }: Facts): Origin | undefined {
  for (const layer of graph.layers) {
    const count = measured(layer.id)?.activation?.nonFinite ?? 0;
    if (count > 0) return { layer, where: 'output', count };
  }
  return undefined;
}

function backwardOrigin({ graph, measured }: Facts): Origin | undefined {
  for (const layer of [...graph.layers].reverse()) {
    const count = nonFiniteEntries(measured(layer.id));
    if (count > 0) return { layer, where: 'gradient', count };
  }
  return undefined;
}

function nonFiniteEntries(layer: LayerProbe | undefined): number {
  return (layer?.weights ?? []).reduce(
    (sum, { gradient }) => sum + (gradient ? gradient.nan + gradient.inf : 0),
    0,
  );
}

/** Only the losses of other seeds failed: the report has no layer's numbers for those. */
function lossOrigin({ graph }: Facts): Origin {
  return { layer: graph.layers.at(-1), where: 'loss', count: 1 };
}

function lossFailed(probe: Probe, seed: number): boolean {
  return (probe.loss.values[seed] ?? []).includes(null);
}

/** 0 where the very first step failed or no loss did. */
function firstFailedStep(probe: Probe, seeds: readonly number[]): number {
  const failed = seeds.map((seed) => probe.loss.values[seed]?.indexOf(null) ?? 0);
  return failed.length > 0 ? Math.min(...failed) : 0;
}
