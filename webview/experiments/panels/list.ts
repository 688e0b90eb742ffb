import * as l10n from '@vscode/l10n';
import { experimentNames } from '../../../src/shared/experiment/experiment';
import type { ExperimentOffer } from '../../../src/shared/experiment/offer';
import { durationText, experimentQuestion } from '../../../src/shared/words/experimentWords';
import { sentenceOf } from '../../../src/shared/words/sentence';
import { element } from '../../kit/elements';
import { planOf } from '../state/parameters';
import type { PageState } from '../state/panelState';
import type { PageActions } from './actions';

/** The cost of an experiment here, or why it cannot be run. */
function costText(offer: ExperimentOffer | undefined, page: PageState): string {
  if (offer?.refusal) return sentenceOf(offer.refusal);
  const plan = offer && planOf(offer, { budget: page.parameters.budget }, page.processes);
  if (plan?.seconds === undefined) return l10n.t('measuring what it takes here…');
  return l10n.t('about {0} here', durationText(plan.seconds));
}

/** The experiments with what each takes on this model and machine; one is chosen. */
export function experimentList(page: PageState, actions: PageActions): HTMLElement {
  const items = experimentNames.map((name) => {
    const offer = page.offers.find(({ experiment }) => experiment === name);
    const item = element(
      'button',
      {
        type: 'button',
        class: 'experiment',
        'data-experiment': name,
        'aria-pressed': String(page.chosen === name),
        'data-refused': offer?.refusal !== undefined,
      },
      element('span', { class: 'name' }, name),
      element('span', { class: 'question' }, experimentQuestion(name)),
      element('span', { class: 'cost' }, costText(offer, page)),
    );
    item.addEventListener('click', () => actions.choose(name));
    return item;
  });
  return element(
    'section',
    { class: 'experiments', 'aria-label': l10n.t('Experiments') },
    ...items,
  );
}
