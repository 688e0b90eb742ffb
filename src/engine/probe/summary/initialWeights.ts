import type { LayerId } from '../../../shared/network/network';
import type { InitialWeight, LayerProbe } from '../../../shared/report/probe';
import type { ModelDescription } from '../../model/modelDescription';
import type { TrainerState } from '../../model/trainerState';

/** The states of one seed before its first step and after its last. */
export interface SeedStates {
  readonly start: TrainerState;
  readonly end: TrainerState;
}

/** The values that a weight started with; none if they are not finite. */
export function initialWeight(
  seeds: readonly SeedStates[],
  at: number,
): { readonly initial?: InitialWeight } {
  const shown = seeds[0]?.start.weights.get(at);
  if (!shown || !Number.isFinite(shown.mean) || !Number.isFinite(shown.variance)) return {};
  const equal = (when: keyof SeedStates): boolean =>
    seeds.every((states) => states[when].weights.get(at)?.unitsEqual === true);
  const equalUnits = !equal('start') ? undefined : equal('end') ? 'stay' : 'start';
  const { mean, variance } = shown;
  return { initial: { mean, std: Math.sqrt(variance), ...(equalUnits && { equalUnits }) } };
}

/** Tells whether frozen weights of a layer are drawn anew for each seed; unknown with a single seed. */
export function frozenAtRandom(
  { weights }: Pick<ModelDescription, 'weights'>,
  layer: LayerId,
  seeds: readonly SeedStates[],
): Pick<LayerProbe, 'frozenAtRandom'> {
  const isDrawn = weights.some((weight, at) => {
    if (weight.layer !== layer || weight.trainable || seeds.length < 2) return false;
    const variances = seeds.map(({ start }) => start.weights.get(at)?.variance);
    return new Set(variances).size === seeds.length;
  });
  return isDrawn ? { frozenAtRandom: true } : {};
}
