import type { LayerNode } from '../../../shared/network/network';
import type { WeightProbe } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import { isWeighted } from '../facts/mainPaths';
import type { Symptom } from '../facts/symptom';

/**
 * Kernels all of whose units start with the same weights. Where they still have them after the last step, every
 * unit gets the same gradient for ever: that is certain. Kernels of zeros whose units part at once, as those at
 * the end of a residual body (Zhang et al. 2019, Fixup) or of a head, are as they should be.
 */
export function symmetricWeights(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const found = facts.graph.layers.flatMap((layer) => symmetric(layer, facts) ?? []);
  return ['stay' as const, 'start' as const].flatMap((variant) =>
    symptomOf(
      found.filter((each) => each.variant === variant),
      variant,
    ),
  );
}

interface Symmetric {
  readonly layer: LayerNode;
  readonly variant: 'start' | 'stay';
  readonly value: number;
}

function symptomOf(found: readonly Symmetric[], variant: Symmetric['variant']): Symptom[] {
  if (found.length === 0) return [];
  return [
    {
      code: 'symmetric-weights',
      layers: found.map(({ layer }) => layer),
      tell: ([first]) => ({
        variant,
        severity: variant === 'stay' ? 'error' : 'warning',
        evidence: { value: found.find(({ layer }) => layer === first)?.value ?? 0 },
      }),
    },
  ];
}

function symmetric(layer: LayerNode, facts: Facts): Symmetric | undefined {
  const initial = isWeighted(layer) ? kernelStart(layer, facts) : undefined;
  if (!initial?.equalUnits) return undefined;
  const { mean: value, std, equalUnits } = initial;
  if (equalUnits === 'stay' && hasSeveralSteps(facts)) return { layer, variant: 'stay', value };
  const isZero = value === 0 && std === 0;
  return isZero ? undefined : { layer, variant: 'start', value };
}

/** After a single step weights may not have had their gradient yet. */
const hasSeveralSteps = ({ probe }: Facts): boolean => probe !== undefined && probe.steps > 1;

/** The values that the largest weight of a layer starts with. */
function kernelStart({ id }: LayerNode, { measured }: Facts): WeightProbe['initial'] {
  const weights = [...(measured(id)?.weights ?? [])].sort((a, b) => b.size - a.size);
  return weights[0]?.initial;
}
