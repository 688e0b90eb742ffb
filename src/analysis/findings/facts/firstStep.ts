import type { History } from '../../../shared/report/probe';
import type { Facts } from './facts';

/** The facts as of the first step, before any update. */
export function beforeUpdates(facts: Facts): Facts {
  const first = (history: History): History => history.map((steps) => steps.slice(0, 1));
  const measured: Facts['measured'] = (id) => {
    const found = facts.measured(id);
    if (!found) return undefined;
    const { activationGradient, weightGradient, throughTime } = found.history;
    const history = {
      ...found.history,
      ...(activationGradient && { activationGradient: first(activationGradient) }),
      ...(weightGradient && { weightGradient: first(weightGradient) }),
      ...(throughTime && { throughTime: first(throughTime) }),
    };
    return { ...found, history };
  };
  return { ...facts, measured };
}

/**
 * Tells whether a number of the gradient is above its limit, and was so before the first update or could not
 * be told then. A gradient that only the updates have made grow is the learning rate's doing.
 */
export const grewWithoutUpdates = (
  facts: Facts,
  limit: number,
  numberOf: (facts: Facts) => number | undefined,
): boolean =>
  (numberOf(facts) ?? 0) > limit && (numberOf(beforeUpdates(facts)) ?? Infinity) > limit;
