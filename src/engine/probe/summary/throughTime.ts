import { fittedRise } from '../../../shared/base/fittedRise';
import { finite } from './norms';

/** Fewer time steps show no trend. */
const FEWEST = 4;

/** The gradient of a sequence from its last step to its first. */
export interface ThroughTime {
  /** Decades by which a line through log10 of the norms rises. */
  readonly decadesGained?: number;
  /** Number of steps that a gradient came back to. */
  readonly timeSteps?: number;
}

/** Steps that no gradient came back to, as those of padding, are left out. */
export function throughTime(squares: readonly number[] | undefined): ThroughTime {
  const logs = (squares ?? []).filter((each) => each > 0).map((each) => Math.log10(each) / 2);
  if (logs.length < FEWEST) return {};
  return { ...finite('decadesGained', -fittedRise(logs)), timeSteps: logs.length };
}
