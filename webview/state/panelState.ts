import type { PanelSite, PanelStatus } from '../../src/shared/protocol/graphPanelContract';
import type { Report, SkipKind } from '../../src/shared/report/report';
import { isMetricName, type MetricName } from './metrics';
import { ancestorsOf, type NetworkTree } from './networkTree';
import { openByDefault } from './openByDefault';
import { readSubject, type Subject } from './subject';
import type { ItemKey } from './treeItems';

/** What the user points at: a layer or group, or a skip. */
export type Target =
  { readonly type: 'item'; readonly key: ItemKey } | { readonly type: 'skip'; readonly id: string };

export type SkipFilter = 'all' | 'short' | 'long' | 'none' | SkipKind;

/** `subject` and `status` come from the host and are never saved; `view` is the user's and always is. */
export interface PanelModel {
  readonly site: PanelSite | undefined;
  readonly subject: Subject | undefined;
  readonly status: PanelStatus;
  readonly hovered: Target | undefined;
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
}

export type PanelAction =
  | { readonly type: 'opened'; readonly site: PanelSite | undefined }
  | { readonly type: 'reportArrived'; readonly report: Report }
  | { readonly type: 'statusChanged'; readonly status: PanelStatus }
  | { readonly type: 'hovered'; readonly target: Target | undefined }
  | { readonly type: 'viewChanged'; readonly change: Partial<View> }
  | { readonly type: 'toggled'; readonly group: ItemKey }
  /** Opens what is around an item. */
  | { readonly type: 'revealed'; readonly key: ItemKey }
  | { readonly type: 'allToggled'; readonly open: boolean };

export const emptyPanel: PanelModel = {
  site: undefined,
  subject: undefined,
  status: { title: '', outOfDate: false },
  hovered: undefined,
  view: {
    selected: undefined,
    open: new Set(),
    metric: 'weightGradient',
    step: undefined,
    filter: 'all',
    search: '',
  },
};

const exists = ({ tree, skips }: Subject, target: Target): boolean =>
  target.type === 'skip'
    ? skips.has(target.id)
    : tree.parents.has(target.key) || target.key === tree.root.key;

/** A new report keeps what the user opened and selected, as far as it still exists. */
function takeReport(state: PanelModel, report: Report): PanelModel {
  const subject = readSubject(report);
  const { selected, open } = state.view;
  const still = [...open].filter((key) => subject.tree.groups.has(key));
  const isAnother =
    state.subject !== undefined && state.subject.report.model.name !== report.model.name;
  const keeps = open.size > 0 && still.length > 0 && !isAnother;
  return {
    ...state,
    subject,
    hovered: undefined,
    view: {
      ...state.view,
      open: keeps ? new Set(still) : openByDefault(subject.tree),
      selected: selected && exists(subject, selected) ? selected : undefined,
    },
  };
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

export function reducePanel(state: PanelModel, action: PanelAction): PanelModel {
  switch (action.type) {
    case 'opened':
      return { ...state, site: action.site };
    case 'reportArrived':
      return takeReport(state, action.report);
    case 'statusChanged':
      return { ...state, status: action.status };
    case 'hovered':
      return sameTarget(state.hovered, action.target)
        ? state
        : { ...state, hovered: action.target };
    case 'viewChanged':
      return { ...state, view: { ...state.view, ...action.change } };
    case 'toggled':
      return changeOpen(state, (open) => toggle(open, action.group));
    case 'revealed':
      return changeOpen(state, (open, tree) => reveal(open, tree, action.key));
    case 'allToggled':
      return changeOpen(
        state,
        (_, { groups, root }) => new Set(action.open ? groups.keys() : [root.key]),
      );
  }
}

/** Reads a saved view back; what does not fit is left out. */
export function readView(saved: unknown): Partial<View> {
  if (typeof saved !== 'object' || saved === null) return {};
  const { open, metric, filter } = saved as Record<string, unknown>;
  return {
    ...(Array.isArray(open) ? { open: new Set(open.map(String) as ItemKey[]) } : {}),
    ...(isMetricName(metric) ? { metric } : {}),
    ...(isSkipFilter(filter) ? { filter } : {}),
  };
}

/** The part of a view that survives a reload, as plain data. */
export const writeView = ({ open, metric, filter }: View): Record<string, unknown> => ({
  open: [...open],
  metric,
  filter,
});

const filters: readonly string[] = [
  'all',
  'short',
  'long',
  'none',
  'identityAdd',
  'projectionAdd',
  'concat',
  'gated',
  'projectionConcat',
] satisfies SkipFilter[];
export const isSkipFilter = (value: unknown): value is SkipFilter =>
  typeof value === 'string' && filters.includes(value);
