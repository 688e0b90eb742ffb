import type { CauseFinding } from '../report/causes';
import { outputLossSuggestion } from './outputLossWords';
import { missingNonlinearitySuggestion } from './structureCauseWords';

type Of<C extends CauseFinding['code']> = Extract<CauseFinding, { code: C }>;

/** One thing to try for each cause. */
export const causeSuggestions: {
  readonly [C in CauseFinding['code']]: (finding: Of<C>) => string;
} = {
  'output-loss-mismatch': outputLossSuggestion,
  'missing-nonlinearity': missingNonlinearitySuggestion,
};
