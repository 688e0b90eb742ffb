import * as l10n from '@vscode/l10n';
import { durationText } from '../../../src/shared/words/experimentWords';
import { counted } from '../../../src/shared/words/format';
import { element } from '../../kit/elements';
import { button, dropdown, textField } from '../../kit/toolkit';
import { budgets, planOf, type Planned } from '../state/parameters';
import type { PageState } from '../state/panelState';
import type { PageActions } from './actions';

/** The plan of the chosen experiment; `undefined` where it is refused or not measured yet. */
export function chosenPlan(page: PageState): Planned | undefined {
  const offer = page.offers.find(({ experiment }) => experiment === page.chosen);
  return offer && planOf(offer, page.parameters, page.processes);
}

/** A whole number from 1 on; the experiment's own where the field holds none. */
const naturalOf = (text: string): number | undefined =>
  /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : undefined;

function numberField(settings: {
  readonly action: string;
  readonly label: string;
  readonly shown: number | undefined;
  readonly set: (value: number | undefined) => void;
}): HTMLElement {
  const { action, label, shown, set } = settings;
  const field = textField({ action, label, placeholder: shown === undefined ? '' : String(shown) });
  field.addEventListener('change', () => set(naturalOf(field.value)));
  return element('label', { class: 'field' }, element('span', {}, label), field);
}

/** The run in a few words. */
function planText(plan: Planned | undefined): string {
  if (!plan) return l10n.t('What it takes is being measured.');
  const parts = [
    counted(plan.arms.length, 'network'),
    counted(plan.seeds, 'seed'),
    ...(plan.steps > 0 ? [l10n.t('{0} steps each', plan.steps)] : []),
    plan.seconds === undefined
      ? l10n.t('time not known before it runs')
      : l10n.t('about {0}', durationText(plan.seconds)),
  ];
  return parts.join(' · ');
}

const notes = ({ onlyMain, overBudget, seeds }: Planned): string[] => [
  ...(onlyMain ? [l10n.t('Networks without a single skip do not fit into the time.')] : []),
  ...(overBudget ? [l10n.t('This takes longer than the time that was given.')] : []),
  ...(seeds < 5 ? [l10n.t('Fewer than five seeds give no verdict.')] : []),
];

const minutes = (value: number): string => l10n.t('{0} min', value);

/** Steps, seeds and the time that they may take; the estimate follows them. */
export class Settings {
  readonly root = element('section', { class: 'settings', 'aria-label': l10n.t('Settings') });
  private readonly estimate = element('p', { class: 'estimate', role: 'status' });
  private shownFor = '';

  constructor(private readonly actions: PageActions) {}

  show(page: PageState): void {
    const plan = chosenPlan(page);
    const { offers, chosen, run } = page;
    const isRefused = offers.some((each) => each.experiment === chosen && each.refusal);
    this.root.hidden = isRefused;
    this.estimate.replaceChildren(
      planText(plan),
      ...(plan ? notes(plan) : []).map((note) => element('span', { class: 'note' }, note)),
    );
    const key = JSON.stringify([chosen, plan?.seeds, plan?.steps, page.stopped, run !== undefined]);
    if (key === this.shownFor) return;
    this.shownFor = key;
    this.draw(page, plan);
  }

  private draw(page: PageState, plan: Planned | undefined): void {
    const { parameters, run } = page;
    const { actions } = this;
    const budget = dropdown({
      action: 'budget',
      label: l10n.t('Time for training'),
      options: budgets.map((value) => ({ value: String(value), text: minutes(value) })),
      choose: (value) => actions.set({ ...parameters, budget: Number(value), steps: undefined }),
    });
    const data = dropdown({
      action: 'data',
      label: l10n.t('Data'),
      options: [
        { value: 'probe', text: l10n.t('as the probe') },
        { value: 'digits', text: l10n.t('UCI digits') },
      ],
      choose: (value) => actions.set({ ...parameters, digits: value === 'digits' }),
    });
    queueMicrotask(() => data.set(parameters.digits ? 'digits' : 'probe'));
    queueMicrotask(() => budget.set(String(parameters.budget)));
    const goes = page.stopped ? l10n.t('Go on') : l10n.t('Run');
    this.root.replaceChildren(
      element('label', { class: 'field' }, element('span', {}, l10n.t('Time')), budget.root),
      numberField({
        ...{ action: 'seeds', label: l10n.t('Seeds'), shown: plan?.seeds },
        set: (seeds) => actions.set({ ...parameters, seeds }),
      }),
      numberField({
        ...{ action: 'steps', label: l10n.t('Steps'), shown: plan?.steps },
        set: (steps) => actions.set({ ...parameters, steps }),
      }),
      element('label', { class: 'field data' }, element('span', {}, l10n.t('Data')), data.root),
      run
        ? button(l10n.t('Stop'), 'stop', () => actions.stop())
        : button(goes, 'run', () => actions.run(), {
            appearance: 'primary',
            ...(plan ? {} : { disabled: true }),
          }),
      this.estimate,
    );
  }
}
