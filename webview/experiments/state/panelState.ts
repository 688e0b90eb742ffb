import { summarise } from '../../../src/analysis/experiments/summarise';
import { withoutVerdict } from '../../../src/analysis/experiments/unfinished';
import type {
  ExperimentCell,
  ExperimentDraft,
  ExperimentName,
  ExperimentResult,
} from '../../../src/shared/experiment/experiment';
import type { ExperimentOffer } from '../../../src/shared/experiment/offer';
import type { ModelKey } from '../../../src/shared/model/modelKey';
import type {
  ExperimentPanelState,
  KeptExperiment,
  RunEnd,
  RunProgress,
  ShownExperiment,
} from '../../../src/shared/protocol/experimentPanelContract';
import type { Cell } from '../../../src/shared/protocol/job';
import { createStore, type Store } from '../../kit/store';
import { defaultBudget, type Parameters } from './parameters';

/** The run in progress, as far as it is known; before its plan nothing is. */
export interface Run {
  readonly experiment: ExperimentName;
  readonly draft?: ExperimentDraft;
  readonly cells: readonly Cell<ExperimentCell>[];
  readonly progress?: RunProgress;
}

export interface PageState {
  readonly title: string;
  readonly site?: ModelKey;
  readonly processes: number;
  readonly offers: readonly ExperimentOffer[];
  readonly chosen: ExperimentName;
  /** The user or the host chose it; else it is the first that makes sense here. */
  readonly isPicked: boolean;
  readonly parameters: Parameters;
  readonly kept: readonly KeptExperiment[];
  readonly run?: Run | undefined;
  readonly shown?: ShownExperiment | undefined;
  /** An older result that lies under the shown one. */
  readonly before?: ExperimentResult | undefined;
  readonly stopped: boolean;
  readonly failure?: string | undefined;
}

export type PageAction =
  | { readonly type: 'opened'; readonly state: ExperimentPanelState }
  | { readonly type: 'offers'; readonly offers: readonly ExperimentOffer[] }
  | { readonly type: 'chosen'; readonly experiment: ExperimentName }
  | { readonly type: 'parameters'; readonly parameters: Parameters }
  | { readonly type: 'asked' }
  | { readonly type: 'began'; readonly draft: ExperimentDraft }
  | { readonly type: 'cell'; readonly cell: Cell<ExperimentCell> }
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'ended'; readonly end: RunEnd }
  | { readonly type: 'kept'; readonly kept: readonly KeptExperiment[] }
  | { readonly type: 'shown'; readonly shown: ShownExperiment }
  | { readonly type: 'before'; readonly before: ExperimentResult | undefined };

const initial: PageState = {
  title: '',
  processes: 1,
  offers: [],
  chosen: 'paths',
  isPicked: false,
  kept: [],
  stopped: false,
  parameters: { budget: defaultBudget },
};

/** Settings that hold for the next experiment too. */
const kept = ({ budget, digits }: Parameters): Parameters => ({
  budget,
  ...(digits !== undefined && { digits }),
});

/** The first experiment that makes sense here, until one is picked. */
function firstOf({ offers, chosen, isPicked }: PageState): ExperimentName {
  const first = offers.find(({ refusal }) => refusal === undefined);
  return isPicked ? chosen : (first?.experiment ?? chosen);
}

const withOffers = (page: PageState, offers: PageState['offers']): PageState => {
  const offered = { ...page, offers };
  return { ...offered, chosen: firstOf(offered) };
};

function opened(page: PageState, state: ExperimentPanelState): PageState {
  const { site, title, processes, offers, running, shown, wanted } = state;
  const experiment = running?.draft.experiment;
  const picked = wanted ?? experiment;
  const offered = withOffers(page, offers);
  return {
    ...offered,
    site,
    title,
    processes,
    kept: state.kept,
    ...(shown && { shown }),
    ...(running && { run: { experiment: running.draft.experiment, ...running } }),
    ...(picked && { chosen: picked, isPicked: true }),
  };
}

function ended(page: PageState, { shown, failure, stopped }: RunEnd): PageState {
  return {
    ...page,
    run: undefined,
    stopped,
    failure,
    ...(shown && { shown, before: undefined }),
  };
}

type Reducers = {
  readonly [Type in PageAction['type']]: (
    page: PageState,
    action: Extract<PageAction, { type: Type }>,
  ) => PageState;
};

const reducers: Reducers = {
  opened: (page, { state }) => opened(page, state),
  offers: (page, { offers }) => withOffers(page, offers),
  chosen: (page, { experiment }) =>
    page.chosen === experiment
      ? { ...page, isPicked: true }
      : {
          ...page,
          chosen: experiment,
          isPicked: true,
          parameters: kept(page.parameters),
          stopped: false,
        },
  parameters: (page, { parameters }) => ({ ...page, parameters }),
  asked: (page) => ({
    ...page,
    run: { experiment: page.chosen, cells: [] },
    failure: undefined,
    stopped: false,
  }),
  began: (page, { draft }) => ({
    ...page,
    run: { cells: [], ...page.run, experiment: draft.experiment, draft },
  }),
  cell: (page, { cell }) =>
    page.run ? { ...page, run: { ...page.run, cells: [...page.run.cells, cell] } } : page,
  progress: (page, { progress }) => (page.run ? { ...page, run: { ...page.run, progress } } : page),
  ended: (page, { end }) => ended(page, end),
  kept: (page, { kept }) => ({ ...page, kept }),
  shown: (page, { shown }) => ({ ...page, shown, before: undefined, stopped: false }),
  before: (page, { before }) => ({ ...page, before }),
};

const reduce = (page: PageState, action: PageAction): PageState =>
  (reducers[action.type] as (page: PageState, action: PageAction) => PageState)(page, action);

export type PageStore = Store<PageState, PageAction>;
export const openStore = (): PageStore => createStore(initial, reduce);

/** The numbers of the cells that are there so far, without a verdict; `undefined` before the first one. */
export function resultSoFar({ run }: PageState): ExperimentResult | undefined {
  if (!run?.draft || (run.cells.length === 0 && run.draft.kept.length === 0)) return undefined;
  return withoutVerdict(summarise(run.draft, run.cells));
}
