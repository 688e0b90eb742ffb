import * as l10n from '@vscode/l10n';
import { durationText } from '../../../src/shared/words/experimentWords';
import { counted } from '../../../src/shared/words/format';
import { element } from '../../kit/elements';
import { button, dropdown } from '../../kit/toolkit';
import {
  budgets,
  depthsOf,
  hasField,
  lacksDepths,
  planOf,
  type Parameters,
  type Planned,
} from '../state/parameters';
import type { PageState } from '../state/panelState';
import type { PageActions } from './actions';
import { labelled, lineField, numberField } from './fields';

/** The plan of the chosen experiment; `undefined` where it is refused or not measured yet. */
export function chosenPlan(page: PageState): Planned | undefined {
  const offer = page.offers.find(({ experiment }) => experiment === page.chosen);
  return offer && planOf(offer, page.parameters, page.processes);
}

const isRefused = ({ offers, chosen }: PageState): boolean =>
  offers.some((each) => each.experiment === chosen && each.refusal !== undefined);

/** The run in a few words. */
function planText(plan: Planned | undefined, page: PageState): string {
  const { chosen, parameters } = page;
  if (lacksDepths(chosen, parameters))
    return l10n.t('Depths are at least two whole numbers, such as 8, 20, 56.');
  if (!plan) return isRefused(page) ? '' : l10n.t('What it takes is being measured.');
  const parts = [
    ...(plan.arms ? [counted(plan.arms.length, 'network')] : []),
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

/** Values of the dropdown for networks about a single skip. */
const singleSkips = { fitting: undefined, always: true, never: false } as const;
type SingleSkips = keyof typeof singleSkips;
const singleSkipsOf = (set: boolean | undefined): SingleSkips =>
  set === undefined ? 'fitting' : set ? 'always' : 'never';

const shown = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** Every setting of the terminal that an experiment has, and the estimate that follows them. */
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
  private readonly single = dropdown<SingleSkips>({
    action: 'single-skips',
    label: l10n.t('Single skips'),
    options: [
      { value: 'fitting', text: l10n.t('if they fit') },
      { value: 'always', text: l10n.t('always') },
      { value: 'never', text: l10n.t('never') },
    ],
    choose: (value) => this.set({ singleSkips: singleSkips[value] }),
  });
  private readonly seeds = numberField('seeds', l10n.t('Seeds'), (seeds) => this.set({ seeds }));
  private readonly steps = numberField('steps', l10n.t('Steps'), (steps) => this.set({ steps }));
  private readonly samples = numberField('samples', l10n.t('Samples'), (samples) =>
    this.set({ samples }),
  );
  private readonly batch = numberField('batch', l10n.t('Batch'), (batchSize) =>
    this.set({ batchSize }),
  );
  private readonly seed = numberField('seed', l10n.t('First seed'), (seed) => this.set({ seed }));
  private readonly depths = lineField(
    {
      action: 'depths',
      label: l10n.t('Depths'),
      set: (text) => this.set({ depths: depthsOf(text) }),
    },
    'wide',
  );
  private readonly argument = lineField({
    action: 'depth-argument',
    label: l10n.t('Argument'),
    set: (text) => this.set({ depthArgument: text === '' ? undefined : text }),
  });
  private page: PageState | undefined;
  private goes = '';

  constructor(private readonly actions: PageActions) {
    this.root.append(
      labelled(l10n.t('Time'), this.budget.root),
      this.seeds.root,
      this.steps.root,
      labelled(l10n.t('Data'), this.data.root, 'wide'),
      this.doing,
      this.depths.root,
      this.argument.root,
      element(
        'details',
        { class: 'more' },
        element('summary', {}, l10n.t('More settings')),
        element(
          'div',
          { class: 'fields' },
          this.samples.root,
          this.batch.root,
          this.seed.root,
          labelled(l10n.t('Single skips'), this.single.root, 'wide'),
        ),
      ),
      this.estimate,
    );
  }

  /** Fields stay the same elements: the one that is being filled in keeps its focus and its text. */
  show(page: PageState): void {
    const { chosen, parameters } = page;
    const plan = chosenPlan(page);
    // Blocks may be missing that could be dropped, and an argument may make the network deeper none the less.
    this.root.hidden = isRefused(page) && !hasField(chosen, 'depths');
    this.depths.root.hidden = !hasField(chosen, 'depths');
    this.argument.root.hidden = !hasField(chosen, 'depth-argument');
    this.showFields(page, plan);
    this.page = page;
    queueMicrotask(() => {
      this.budget.set(String(parameters.budget));
      this.data.set(parameters.digits ? 'digits' : 'probe');
      this.single.set(singleSkipsOf(parameters.singleSkips));
    });
    this.estimate.replaceChildren(
      planText(plan, page),
      ...(plan ? notes(plan) : []).map((note) => element('span', { class: 'note' }, note)),
    );
    this.showButton(page, plan !== undefined);
  }

  private showFields({ chosen, parameters, offers }: PageState, plan: Planned | undefined): void {
    const isOther = this.page?.chosen !== chosen;
    const isReset = this.hadSteps() && parameters.steps === undefined;
    const own = offers.find(({ experiment }) => experiment === chosen)?.cost?.options;
    this.seeds.show(shown(plan?.seeds), isOther);
    this.steps.show(shown(plan?.steps), isOther || isReset);
    this.samples.show(shown(own?.samples), isOther);
    this.batch.show(shown(own?.batchSize), isOther);
    this.seed.show('1', isOther);
    this.depths.show(l10n.t('by dropping blocks'), isOther);
    this.argument.show(l10n.t('found'), isOther);
  }

  private hadSteps(): boolean {
    return this.page?.parameters.steps !== undefined;
  }

  private set(change: Partial<Parameters>): void {
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
