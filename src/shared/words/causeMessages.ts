import type { LayerId } from '../network/network';
import type { CauseFinding } from '../report/causes';
import { oneBatchMessage, trainEvalGapMessage } from './evaluationWords';
import { firstAndMore } from './firstAndMore';
import { inplaceBreaksMessage, inplaceChangesMessage } from './inplaceWords';
import { outputLossMessage } from './outputLossWords';
import {
  doubledShortcutMessage,
  missingNonlinearityMessage,
  mixedSamplesMessage,
  oneSidedBodyMessage,
} from './structureCauseWords';
import * as training from './trainingCauseWords';

type NameOf = (layer: LayerId) => string;
type Of<C extends CauseFinding['code']> = Extract<CauseFinding, { code: C }>;

/** A sentence with the name of the first layer, and one with the number of the others too. */
const named =
  <F extends CauseFinding>(say: (finding: F, layer: string) => string) =>
  (finding: F, nameOf: NameOf): string =>
    say(finding, nameOf(finding.layer));
const listed =
  <F extends CauseFinding>(say: (finding: F, layers: string) => string) =>
  (finding: F, nameOf: NameOf): string =>
    say(finding, firstAndMore(finding, nameOf));

/** The names of the layers that write in place, and of the one that reads. */
const namesOf = (
  finding: Of<'inplace-breaks-backward'> | Of<'inplace-changes-shortcut'>,
  nameOf: NameOf,
): { layers: string; other: string } => ({
  layers: firstAndMore(finding, nameOf),
  other: nameOf(finding.evidence.other),
});

/** The sentences of findings that name a cause. */
export const causeMessages: {
  readonly [C in CauseFinding['code']]: (finding: Of<C>, nameOf: NameOf) => string;
} = {
  'output-loss-mismatch': named(outputLossMessage),
  'missing-nonlinearity': (finding, nameOf) =>
    missingNonlinearityMessage(finding, {
      first: nameOf(finding.layer),
      second: nameOf(finding.evidence.next),
    }),
  'symmetric-weights': listed(training.symmetricWeightsMessage),
  'input-scale': named(training.inputScaleMessage),
  'initial-loss': named(training.initialLossMessage),
  'never-trained': listed(training.neverTrainedMessage),
  'doubled-shortcut': listed(doubledShortcutMessage),
  'one-sided-body': listed(oneSidedBodyMessage),
  'saturated-gate': listed(training.saturatedGateMessage),
  'mixed-samples': named(mixedSamplesMessage),
  'inplace-breaks-backward': (finding, nameOf) =>
    inplaceBreaksMessage(finding, namesOf(finding, nameOf)),
  'inplace-changes-shortcut': (finding, nameOf) =>
    inplaceChangesMessage(finding, namesOf(finding, nameOf)),
  'recurrent-growth': named(training.recurrentGrowthMessage),
  'does-not-fit-one-batch': named(oneBatchMessage),
  'train-eval-gap': listed(trainEvalGapMessage),
};
