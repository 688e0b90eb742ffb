import * as l10n from '@vscode/l10n';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Probe, WeightProbe } from '../../../shared/report/probe';
import type { Facts } from '../facts';
import type { Symptom, Wording } from '../symptom';
import { firstAndMore } from '../words';
import { counted } from '../../../shared/words/format';

/** Trainable layers that no gradient reaches: no path leads to them, or it is zero in every step and seed. */
export function disconnected(facts: Facts): Symptom[] {
  const { probe } = facts;
  if (!probe) return [];
  const trained = facts.graph.layers.filter(({ id }) => weightsOf(id, facts).length > 0);
  const layers = trained.filter((layer) => getsNothing(layer, facts));
  if (layers.length === 0) return [];
  const wording = layers.length === trained.length ? nothingAtAll : nothingHere;
  return [{ code: 'disconnected', layers, tell: (left) => wording(left, probe) }];
}

type Layers = Parameters<Symptom['tell']>[0];

function nothingHere(layers: Layers, { steps, seeds }: Probe): Wording {
  return {
    severity: 'warning',
    message: l10n.t(
      'No gradient reaches {0} in any of {1}: the weights never change.',
      firstAndMore(layers[0], layers.length),
      counted(steps * seeds, 'step'),
    ),
    suggestion: l10n.t(
      'Look between this layer and the loss for an operation without a gradient (argmax, rounding, casts to integers) or for an output that the loss does not use.',
    ),
    evidence: { steps, seeds },
  };
}

function nothingAtAll(_: Layers, { steps, seeds }: Probe): Wording {
  return {
    severity: 'error',
    message: l10n.t(
      'The loss gives no gradient at all: that of every weight is zero in each of {0}.',
      counted(steps * seeds, 'step'),
    ),
    suggestion: l10n.t(
      'Look at the output: a softmax or sigmoid that is saturated from the start (weights or inputs far too large), or a loss that does not depend on it.',
    ),
    evidence: { steps, seeds },
  };
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

function weightsOf(id: LayerId, { measured }: Facts): readonly WeightProbe[] {
  return measured(id)?.weights ?? [];
}

/** One step proves nothing: a residual branch that starts at zero gets its gradient from the second on. */
function isAlwaysZero(layer: LayerNode, { measured, probe }: Facts): boolean {
  const history = measured(layer.id)?.history.weightGradient;
  if (!history || history.length === 0 || (probe?.steps ?? 0) < 2) return false;
  return history.flat().every((rms) => rms === 0);
}
