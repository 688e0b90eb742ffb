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

interface NumberField {
  readonly root: HTMLElement;
  /** Shows the number that holds where none is set; empties the field where that is asked for. */
  show(own: number | undefined, isCleared: boolean): void;
}

function numberField(
  action: string,
  label: string,
  set: (value: number | undefined) => void,
): NumberField {
  const field = textField({ action, label, placeholder: '' });
  field.addEventListener('change', () => set(naturalOf(field.value)));
  return {
    root: element('label', { class: 'field' }, element('span', {}, label), field),
    show: (own, isCleared) => {
      if (isCleared) field.value = '';
      field.setAttribute('placeholder', own === undefined ? '' : String(own));
    },
  };
}

/** The run in a few words. */
function planText(plan: Planned | undefined): string {
  if (!plan) return l10n.t('What it takes is being measured.');
  const parts = [
    counted(plan.arms.length, 'network'),
    counted(plan.seeds, 'seed'),
    ...(plan.steps > 0 ? [l10n.t('{0} each', counted(plan.steps, 'step'))] : []),
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

/** Steps, seeds, data and the time that a training may take; the estimate follows them. */
export class Settings {
  readonly root = element('section', { class: 'settings', 'aria-label': l10n.t('Settings') });
  private readonly estimate = element('p', { class: 'estimate', role: 'status' });
  private readonly doing = element('div', { class: 'doing' });
  private readonly budget = dropdown({
    action: 'budget',
    label: l10n.t('Time for training'),
    options: budgets.map((value) => ({ value: String(value), text: minutes(value) })),
    choose: (value) => this.set({ budget: Number(value), steps: undefined }),
  });
  private readonly data = dropdown({
    action: 'data',
    label: l10n.t('Data'),
    options: [
      { value: 'probe', text: l10n.t('as the probe') },
      { value: 'digits', text: l10n.t('UCI digits') },
    ],
    choose: (value) => this.set({ digits: value === 'digits' }),
  });
  private readonly seeds = numberField('seeds', l10n.t('Seeds'), (seeds) => this.set({ seeds }));
  private readonly steps = numberField('steps', l10n.t('Steps'), (steps) => this.set({ steps }));
  private page: PageState | undefined;
  private goes = '';

  constructor(private readonly actions: PageActions) {
    const labelled = (label: string, of: HTMLElement, more = ''): HTMLElement =>
      element('label', { class: `field ${more}` }, element('span', {}, label), of);
    this.root.append(
      labelled(l10n.t('Time'), this.budget.root),
      this.seeds.root,
      this.steps.root,
      labelled(l10n.t('Data'), this.data.root, 'data'),
      this.doing,
      this.estimate,
    );
  }

  /** Fields stay the same elements: the one that is being filled in keeps its focus and its text. */
  show(page: PageState): void {
    const { offers, chosen, parameters } = page;
    const isOther = this.page?.chosen !== chosen;
    const isReset = this.page?.parameters.steps !== undefined && parameters.steps === undefined;
    const plan = chosenPlan(page);
    this.page = page;
    this.root.hidden = offers.some((each) => each.experiment === chosen && each.refusal);
    this.seeds.show(plan?.seeds, isOther);
    this.steps.show(plan?.steps, isOther || isReset);
    queueMicrotask(() => {
      this.budget.set(String(parameters.budget));
      this.data.set(parameters.digits ? 'digits' : 'probe');
    });
    this.estimate.replaceChildren(
      planText(plan),
      ...(plan ? notes(plan) : []).map((note) => element('span', { class: 'note' }, note)),
    );
    this.showButton(page, plan !== undefined);
  }

  private set(change: Partial<PageState['parameters']>): void {
    if (this.page) this.actions.set({ ...this.page.parameters, ...change });
  }

  private showButton({ run, stopped }: PageState, canRun: boolean): void {
    const goes = run ? 'stop' : `${stopped ? 'on' : 'run'}${canRun ? '' : ' not yet'}`;
    if (goes === this.goes) return;
    this.goes = goes;
    this.doing.replaceChildren(
      run
        ? button(l10n.t('Stop'), 'stop', () => this.actions.stop())
        : button(stopped ? l10n.t('Go on') : l10n.t('Run'), 'run', () => this.actions.run(), {
            appearance: 'primary',
            ...(canRun ? {} : { disabled: true }),
          }),
    );
  }
}

const minutes = (value: number): string => l10n.t('{0} min', value);
