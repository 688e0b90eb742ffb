import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { WeightProbe } from '../../../shared/report/probe';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** Trainable layers that no gradient reaches: no path leads to them, or it is zero in every step and seed. */
export function disconnected(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const trained = facts.graph.layers.filter(({ id }) => weightsOf(id, facts).length > 0);
  const layers = trained.filter((layer) => getsNothing(layer, facts));
  if (layers.length === 0) return [];
  const { steps, seeds } = probe;
  const isAll = layers.length === trained.length;
  return [
    {
      code: 'disconnected',
      layers,
      tell: () => ({
        variant: isAll ? 'all' : 'some',
        severity: isAll ? 'error' : 'warning',
        evidence: { steps, seeds },
      }),
    },
  ];
}

/** Behind a layer that is wholly dead every gradient is zero; the dead layer is the finding then. */
function isBlockedByDeadUnits({ graph, measured }: Facts): boolean {
  return graph.layers.some(({ id }) => measured(id)?.activation?.deadShare === 1);
}

function getsNothing(layer: LayerNode, facts: Facts): boolean {
  const measured = facts.measured(layer.id);
  if (!measured || measured.weights.length === 0) return false;
  return (
    measured.weights.every(({ gradient }) => !gradient) ||
    (isAlwaysZero(layer, facts) && !isBlockedByDeadUnits(facts))
  );
}

function weightsOf(id: LayerId, { measured }: Facts): readonly WeightProbe[] {
  return measured(id)?.weights ?? [];
}

/** One step proves nothing: a residual branch that starts at zero gets its gradient from the second on. */
function isAlwaysZero(layer: LayerNode, { measured, probe }: Facts): boolean {
  const history = measured(layer.id)?.history.weightGradient;
  if (!history || history.length === 0 || (probe?.steps ?? 0) < 2) return false;
  return history.flat().every((rms) => rms === 0);
}
