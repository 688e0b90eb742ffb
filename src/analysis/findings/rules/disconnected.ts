import type { LayerNode } from '../../../shared/network/network';
import type { Facts } from '../facts';
import type { Symptom } from '../symptom';
import { counted, firstAndMore } from '../words';

/** Trainable layers that no gradient reaches: no path leads to them, or it is zero in every step and seed. */
export function disconnected(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const layers = facts.graph.layers.filter((layer) => getsNothing(layer, facts));
  if (layers.length === 0) return [];
  return [
    {
      code: 'disconnected',
      layers,
      tell: (left) => ({
        severity: 'warning',
        message: `No gradient reaches ${firstAndMore(left[0].name, left.length)} in any of ${counted(probe.steps * probe.seeds, 'step')}: the weights never change.`,
        suggestion:
          'Look for an operation without a gradient (argmax, rounding, casts to integers) or an unused output between this layer and the loss.',
        evidence: { steps: probe.steps, seeds: probe.seeds },
      }),
    },
  ];
}

/** Behind a layer that is wholly dead every gradient is zero; the dead layer is the finding then. */
function isCutByDeadUnits({ graph, measured }: Facts): boolean {
  return graph.layers.some(({ id }) => measured(id)?.activation?.deadShare === 1);
}

function getsNothing(layer: LayerNode, facts: Facts): boolean {
  const measured = facts.measured(layer.id);
  if (!measured || measured.weights.length === 0) return false;
  return (
    measured.weights.every(({ gradient }) => !gradient) ||
    (isAlwaysZero(layer, facts) && !isCutByDeadUnits(facts))
  );
}

/** One step proves nothing: a residual branch that starts at zero gets its gradient from the second on. */
function isAlwaysZero(layer: LayerNode, { measured, probe }: Facts): boolean {
  const history = measured(layer.id)?.history.weightGradient;
  if (!history || history.length === 0 || (probe?.steps ?? 0) < 2) return false;
  return history.flat().every((rms) => rms === 0);
}
