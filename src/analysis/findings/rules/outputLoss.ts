import { lossInput, type LossInput } from '../../../shared/model/lossInput';
import type { Curve } from '../../../shared/network/operation';
import type { OutputLossMismatch } from '../../../shared/report/causes';
import type { Severity } from '../../../shared/report/report';
import type { Facts } from '../facts/facts';
import { endOf, type OutputEnd, type OutputLoss } from '../facts/outputs';
import type { Symptom } from '../facts/symptom';

interface Mismatch {
  readonly variant: OutputLossMismatch['variant'];
  readonly severity: Severity;
  readonly floor?: number;
  /** The loss has no part in it. */
  readonly byLayers?: true;
}

/** Outputs that end with another curve than their loss, or the softmax before it, takes. */
export function outputLossMismatch(facts: Facts): Symptom[] {
  return facts.graph.outputs.flatMap(({ layer }) => {
    const end = endOf(layer, facts.layer);
    if (!end) return [];
    const loss = facts.losses.find((each) => each.layer === layer);
    const found = oneClass(end, loss) ?? throughLayers(end, facts) ?? throughLoss(end, loss);
    return found ? [symptomOf(found, end, loss)] : [];
  });
}

function symptomOf(
  { variant, severity, floor, byLayers }: Mismatch,
  { layer, units }: OutputEnd,
  loss: OutputLoss | undefined,
): Symptom {
  return {
    code: 'output-loss-mismatch',
    layers: [layer],
    tell: () => ({
      variant,
      severity,
      evidence: {
        ...(loss && !byLayers && { loss: loss.name }),
        ...(units !== undefined && { units }),
        ...(floor !== undefined && { floor }),
      },
    }),
  };
}

/** The exponentials of a single unit, divided by their sum, are 1: the loss is constant and its gradient zero. */
function oneClass({ curve, units }: OutputEnd, loss: OutputLoss | undefined): Mismatch | undefined {
  if (units !== 1) return undefined;
  if (curve === 'softmax' || curve === 'logSoftmax')
    return { variant: 'one-unit', severity: 'error', byLayers: true };
  const isOfClasses = takes(loss)?.startsWith('class') === true;
  return isOfClasses ? { variant: 'one-unit', severity: 'error' } : undefined;
}

/** The predictions that a loss takes which somebody chose. */
function takes(loss: OutputLoss | undefined): LossInput | undefined {
  return loss && loss.origin !== 'probe' ? lossInput(loss.name) : undefined;
}

/** The width of the interval that a curve's values lie in. */
const width: Partial<Record<Curve, number>> = { softmax: 1, sigmoid: 1, tanh: 2 };

/** With scores that differ by `spread` at most a softmax leaves every other class e^−spread of the largest. */
function lowestLoss(curve: Curve, units: number | undefined): { readonly floor?: number } {
  const spread = width[curve];
  if (spread === undefined || units === undefined) return {};
  return { floor: Math.log(1 + (units - 1) * Math.exp(-spread)) };
}

/** A softmax of values that another curve has bent before, with nothing that learns between. */
function throughLayers({ layer, curve, units }: OutputEnd, facts: Facts): Mismatch | undefined {
  const [input] = layer.inputs;
  if (curve !== 'softmax' || layer.operation.type !== 'activation' || !input) return undefined;
  const before = endOf(input.layer, facts.layer);
  return before && squashed(before.curve, units, true);
}

function squashed(
  curve: OutputEnd['curve'],
  units: number | undefined,
  byLayers?: true,
): Mismatch | undefined {
  if (curve === 'linear' || curve === 'logSoftmax') return undefined;
  const variant = curve === 'softmax' ? 'softmax-twice' : 'squashed-scores';
  const floor = lowestLoss(curve, units);
  return { variant, severity: 'warning', ...floor, ...(byLayers && { byLayers }) };
}

function throughLoss(
  { curve, units }: OutputEnd,
  loss: OutputLoss | undefined,
): Mismatch | undefined {
  const input = takes(loss);
  return input && mismatches[input](curve, units);
}

type Mismatches = (curve: OutputEnd['curve'], units?: number) => Mismatch | undefined;

const mismatches: Readonly<Record<LossInput, Mismatches>> = {
  classScores: (curve, units) => squashed(curve, units),
  unitScores: (curve) => (curve === 'sigmoid' ? sigmoidTwice : undefined),
  classLogarithms: (curve) =>
    curve === 'logSoftmax' ? undefined : { variant: 'no-logarithms', severity: 'error' },
  classProbabilities: (curve) => {
    if (curve === 'softmax') return undefined;
    const variant = curve === 'sigmoid' ? 'independent-units' : 'no-class-probabilities';
    return { variant, severity: 'warning' };
  },
  unitProbabilities: (curve) =>
    curve === 'sigmoid' || curve === 'softmax'
      ? undefined
      : { variant: 'no-unit-probabilities', severity: 'warning' },
  values: () => undefined,
};

/** Of scores from 0 to 1 the best gives a sample of class 1 the loss ln(1 + 1/e). */
const sigmoidTwice: Mismatch = {
  variant: 'sigmoid-twice',
  severity: 'warning',
  floor: Math.log(1 + Math.exp(-1)),
};
