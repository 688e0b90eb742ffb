import type { LayerId } from '../network/network';
import type { CauseFinding } from '../report/causes';
import { outputLossMessage } from './outputLossWords';
import { missingNonlinearityMessage } from './structureCauseWords';

type NameOf = (layer: LayerId) => string;
type Of<C extends CauseFinding['code']> = Extract<CauseFinding, { code: C }>;

/** The sentences of findings that name a cause. */
export const causeMessages: {
  readonly [C in CauseFinding['code']]: (finding: Of<C>, nameOf: NameOf) => string;
} = {
  'output-loss-mismatch': (finding, nameOf) => outputLossMessage(finding, nameOf(finding.layer)),
  'missing-nonlinearity': (finding, nameOf) =>
    missingNonlinearityMessage(finding, {
      first: nameOf(finding.layer),
      second: nameOf(finding.evidence.next),
    }),
};
