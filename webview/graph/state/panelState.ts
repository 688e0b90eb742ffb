import type { PanelOrigin, PanelStatus } from '../../../src/shared/protocol/graphPanelContract';
import type { WatchedRun } from '../../../src/shared/protocol/watchedRun';
import type { LayerId } from '../../../src/shared/network/network';
import type { Report, SkipKind } from '../../../src/shared/report/report';
import type { MetricName } from './metrics';
import { ancestorsOf, type NetworkTree } from './networkTree';
import { openByDefault } from './openByDefault';
import { withEarlier } from './earlier';
import { readComparison } from './comparing';
import { readSubject, type Subject } from './subject';
import { turnTo, type Stage } from './stage';
import { layerKey, type ItemKey } from './treeItems';
import type { Store } from '../../kit/store';

/** The target of pointer and selection: a layer or group, or a skip. */
export type Target =
  { readonly type: 'item'; readonly key: ItemKey } | { readonly type: 'skip'; readonly id: string };

const listNames = ['layers', 'skips', 'findings'] as const;
export type ListName = (typeof listNames)[number];
export const isListName = (value: unknown): value is ListName =>
  listNames.some((name) => name === value);

/** In the order in which they are offered. */
export const skipFilters = [
  'all',
  'short',
  'long',
  'identityAdd',
  'projectionAdd',
  'concat',
  'gated',
  'projectionConcat',
  'none',
] as const satisfies readonly ('all' | 'short' | 'long' | 'none' | SkipKind)[];
export type SkipFilter = (typeof skipFilters)[number];
export const isSkipFilter = (value: unknown): value is SkipFilter =>
  skipFilters.some((filter) => filter === value);

/** `subject`, `status` and `run` come from the host and are never saved; `view` is the user's and always is. */
export interface PanelModel {
  readonly origin: PanelOrigin | undefined;
  readonly subject: Subject | undefined;
  readonly status: PanelStatus;
  /** The training that is followed. */
  readonly run: WatchedRun | undefined;
  readonly hovered: Target | undefined;
  /** The layers that the line of the text cursor makes. */
  readonly cursor: readonly LayerId[];
  /** Everything but the layers that the verdict speaks of is grey. */
  readonly chainOnly: boolean;
  readonly view: View;
}

export interface View {
  readonly selected: Target | undefined;
  readonly open: ReadonlySet<ItemKey>;
  readonly metric: MetricName;
  /** Counted from 0; `undefined` is the last one. */
  readonly step: number | undefined;
  readonly filter: SkipFilter;
  readonly search: string;
  /** The view that has the middle of the page; `undefined` until somebody chose one. */
  readonly stage: Stage | undefined;
  /** The list that stands beside the graph. */
  readonly tab: ListName;
  /** The part of the graph in view; `undefined` leaves it to the picture. */
  readonly camera: ViewCamera | undefined;
}

/** The point of the picture in the middle, which is valid in a panel of any size, and the zoom. */
export interface ViewCamera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Announced by the host, or embedded in the page. */
type HostAction =
  | { readonly type: 'opened'; readonly origin: PanelOrigin | undefined }
  | {
      readonly type: 'reportArrived';
      readonly report: Report;
      readonly before?: Report | undefined;
    }
  | { readonly type: 'statusChanged'; readonly status: PanelStatus }
  | { readonly type: 'runRead'; readonly run: WatchedRun | undefined }
  | { readonly type: 'cursorMoved'; readonly layers: readonly LayerId[] };

/** Done by the user. */
type UserAction =
  | { readonly type: 'hovered'; readonly target: Target | undefined }
  | { readonly type: 'viewChanged'; readonly change: Partial<View> }
  | { readonly type: 'chainToggled' }
  | { readonly type: 'toggled'; readonly group: ItemKey }
  /** Opens the groups around an item. */
  | { readonly type: 'revealed'; readonly key: ItemKey }
  | { readonly type: 'allToggled'; readonly open: boolean };

export type PanelAction = HostAction | UserAction;

export type PanelStore = Store<PanelModel, PanelAction>;

export const emptyPanel: PanelModel = {
  origin: undefined,
  subject: undefined,
  status: { title: '', outOfDate: false },
  run: undefined,
  hovered: undefined,
  cursor: [],
  chainOnly: false,
  view: {
    selected: undefined,
    open: new Set(),
    metric: 'weightGradient',
    stage: undefined,
    step: undefined,
    filter: 'all',
    search: '',
    tab: 'layers',
    camera: undefined,
  },
};

const exists = ({ tree, skips }: Subject, target: Target): boolean =>
  target.type === 'skip'
    ? skips.has(target.id)
    : tree.parents.has(target.key) || target.key === tree.root.key;

/** Another model begins with nothing opened or selected; what the user chose for all models stays. */
function takeOrigin(state: PanelModel, origin: PanelOrigin | undefined): PanelModel {
  const isAnother =
    state.origin !== undefined && JSON.stringify(state.origin) !== JSON.stringify(origin);
  if (!isAnother) return { ...state, origin };
  const { metric, filter, tab } = state.view;
  return {
    ...emptyPanel,
    origin,
    status: state.status,
    view: { ...emptyPanel.view, metric, filter, tab },
  };
}

/** A network that does not build is shown where it breaks, and anew once it builds. */
const isAboutClash = (before: Subject | undefined, after: Subject): boolean =>
  (before?.clash ?? after.clash) !== undefined;

const isSameModel = (before: Subject | undefined, { model }: Report): boolean =>
  before === undefined || before.report.model.name === model.name;

/** Keeps the user's open groups and selection in a new report, as far as they still exist. */
function takeReport(state: PanelModel, report: Report, before?: Report): PanelModel {
  const read = before ? readComparison(before, report) : readSubject(report);
  const subject = withEarlier(read, state.subject);
  const { selected, open } = state.view;
  const still = [...open].filter((key) => subject.tree.groups.has(key));
  const keeps = open.size > 0 && still.length > 0 && isSameModel(state.subject, report);
  return {
    ...state,
    subject,
    hovered: undefined,
    chainOnly: false,
    view: {
      ...state.view,
      ...turnTo(state.subject?.report, report),
      open: openAround(subject, keeps ? new Set(still) : openByDefault(subject.tree)),
      camera: keeps && !isAboutClash(state.subject, subject) ? state.view.camera : undefined,
      selected: selected && exists(subject, selected) ? selected : undefined,
    },
  };
}

/** Opens the groups around what does not fit. */
function openAround({ clash, tree }: Subject, open: ReadonlySet<ItemKey>): ReadonlySet<ItemKey> {
  if (!clash) return open;
  const keys = [clash.at, ...clash.branches].map((id) => layerKey(id));
  return keys.reduce((opened, key) => reveal(opened, tree, key), open);
}

function toggle(open: ReadonlySet<ItemKey>, group: ItemKey): ReadonlySet<ItemKey> {
  const next = new Set(open);
  if (!next.delete(group)) next.add(group);
  return next;
}

const sameTarget = (a: Target | undefined, b: Target | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

function reveal(open: ReadonlySet<ItemKey>, tree: NetworkTree, key: ItemKey): ReadonlySet<ItemKey> {
  const around = ancestorsOf(tree, key);
  return around.every((group) => open.has(group)) ? open : new Set([...open, ...around]);
}

function changeOpen(
  state: PanelModel,
  change: (open: ReadonlySet<ItemKey>, tree: NetworkTree) => ReadonlySet<ItemKey>,
): PanelModel {
  const { subject, view } = state;
  const open = subject ? change(view.open, subject.tree) : view.open;
  return open === view.open ? state : { ...state, view: { ...view, open } };
}

const fromHost = (state: PanelModel, action: HostAction): PanelModel => {
  switch (action.type) {
    case 'opened':
      return takeOrigin(state, action.origin);
    case 'reportArrived':
      return takeReport(state, action.report, action.before);
    case 'statusChanged':
      return { ...state, status: action.status };
    case 'runRead':
      return { ...state, run: action.run };
    case 'cursorMoved':
      return { ...state, cursor: action.layers };
  }
};

const fromUser = (state: PanelModel, action: UserAction): PanelModel => {
  switch (action.type) {
    case 'hovered':
      return sameTarget(state.hovered, action.target)
        ? state
        : { ...state, hovered: action.target };
    case 'viewChanged':
      return { ...state, view: { ...state.view, ...action.change } };
    case 'chainToggled':
      return { ...state, chainOnly: !state.chainOnly };
    case 'toggled':
      return changeOpen(state, (open) => toggle(open, action.group));
    case 'revealed':
      return changeOpen(state, (open, tree) => reveal(open, tree, action.key));
    case 'allToggled':
      return changeOpen(
        { ...state, view: { ...state.view, camera: undefined } },
        (_, { groups, root }) => new Set(action.open ? groups.keys() : [root.key]),
      );
  }
};

const hostActions: readonly string[] = [
  'opened',
  'reportArrived',
  'statusChanged',
  'runRead',
  'cursorMoved',
] satisfies HostAction['type'][];
const isFromHost = (action: PanelAction): action is HostAction => hostActions.includes(action.type);

export const reducePanel = (state: PanelModel, action: PanelAction): PanelModel =>
  isFromHost(action) ? fromHost(state, action) : fromUser(state, action);
