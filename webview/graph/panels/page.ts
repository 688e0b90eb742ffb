import * as l10n from '@vscode/l10n';
import type { Appearance } from '../scene/appearance';
import type { ListName, PanelModel } from '../state/panelState';
import { outlineRows, type OutlineRow } from '../state/outlineRows';
import { layerKey, type ItemKey } from '../state/treeItems';
import type { Subject } from '../state/subject';
import type { LayerId } from '../../../src/shared/network/network';
import type { PanelStore } from '../state/panelState';
import type { PageActions } from './actions';
import { DepthChart } from './depthChart';
import { CostView } from '../cost/costView';
import type { CostEvents } from '../cost/events';
import { unmeasuredCost } from '../../../src/shared/words/profileWords';
import { element } from '../../kit/elements';
import { button, tabs, type Tabs } from '../../kit/toolkit';
import { fillInspector } from './inspector';
import { keysHelp } from './keysHelp';
import { Legend } from './legend';
import { fillFindings, fillSkips } from './lists';
import { Outline } from './outline';
import { writtenLayer } from '../state/navigation';
import { isRunMetric } from '../state/runNames';
import { stageOf } from '../state/stage';
import { runStrip } from './runStrip';
import { statusStrip } from './statusStrip';
import { verdictStrip } from './verdictStrip';
import { toolbar } from './toolbar';
import { zoomButtons } from './zoomButtons';

/** Follows clicks in the lists: a skip is pinned, a finding leads to its layer. */
function listenToItems(root: HTMLElement, store: PanelStore, page: PageActions): void {
  const skipOf = (event: Event): string | undefined =>
    (event.target as Element).closest<HTMLElement>('[data-skip]')?.dataset['skip'];
  root.addEventListener('click', (event) => {
    const id = skipOf(event);
    if (id !== undefined)
      store.dispatch({ type: 'viewChanged', change: { selected: { type: 'skip', id } } });
    const layer = (event.target as Element).closest<HTMLElement>('[data-of]')?.dataset['of'];
    if (layer !== undefined) page.showInGraph(layerKey(layer as LayerId));
  });
  root.addEventListener('pointerover', (event) => {
    const id = skipOf(event);
    if (id !== undefined) store.dispatch({ type: 'hovered', target: { type: 'skip', id } });
  });
  root.addEventListener('pointerleave', () =>
    store.dispatch({ type: 'hovered', target: undefined }),
  );
}

function makeOutline(store: PanelStore, page: PageActions): Outline {
  return new Outline({
    pick: ({ item }: OutlineRow, alt) => {
      store.dispatch({
        type: 'viewChanged',
        change: { selected: { type: 'item', key: item.key } },
      });
      page.showInGraph(item.key);
      if (item.type !== 'layer') return;
      if (alt) page.showCalls(item.layer.id);
      else page.revealSource(item.layer.id);
    },
    toggle: (group) => store.dispatch({ type: 'toggled', group }),
    hover: (key) => store.dispatch({ type: 'hovered', target: key && { type: 'item', key } }),
  });
}

const openButtons = (store: PanelStore): HTMLElement =>
  element(
    'div',
    { class: 'open-all', role: 'group', 'aria-label': l10n.t('Groups') },
    button(l10n.t('Open all'), 'open-all', () =>
      store.dispatch({ type: 'allToggled', open: true }),
    ),
    button(l10n.t('Close all'), 'close-all', () =>
      store.dispatch({ type: 'allToggled', open: false }),
    ),
  );

const waitingFor = (title: string): string =>
  title === '' ? l10n.t('Waiting for a model…') : l10n.t('Waiting for {0}…', title);

/** Keeps the words in the place of the graph, and the state that tests wait for, in step with the store. */
function watchWaiting(root: HTMLElement, text: HTMLElement, store: PanelStore): void {
  const update = (): void => {
    const { subject, status } = store.get();
    const failed = status.failure !== undefined;
    // The reason stands above, with the remedies.
    const none = failed ? l10n.t('No network to show.') : waitingFor(status.title);
    text.textContent = subject ? '' : none;
    root.dataset['empty'] = String(!subject);
    if (!subject) root.dataset['state'] = failed ? 'failed' : 'waiting';
  };
  store.watch(({ subject }) => subject, update);
  store.watch(({ status }) => status, update);
}

/** All panels around the graph, and their updates. */
export interface Page {
  readonly graph: HTMLElement;
  /** Lists the keys of the canvas. */
  readonly showKeys: () => void;
  /** The buttons over the graph's lower edge. */
  readonly controls: HTMLElement;
  update(state: PanelModel, subject: Subject, appearance: Appearance): void;
  /** Updates only the parts that follow the pointer. */
  point(appearance: Appearance): void;
}

interface Parts {
  readonly legend: Legend;
  readonly outline: Outline;
  readonly chart: DepthChart;
  readonly lists: Tabs<ListName>;
  readonly skips: HTMLElement;
  readonly findings: HTMLElement;
  readonly inspector: HTMLElement;
  readonly cost: CostView;
}

function costEvents(store: PanelStore, page: PageActions): CostEvents {
  const pick = (key: ItemKey): void => {
    store.dispatch({ type: 'viewChanged', change: { selected: { type: 'item', key } } });
    const layer = writtenLayer(store.get().subject, { type: 'item', key });
    if (layer !== undefined) page.revealSource(layer);
  };
  return { pick, pickLayer: (layer) => pick(layerKey(layer)), save: page.saveFile };
}

function makeParts(store: PanelStore, page: PageActions): Parts {
  const outline = makeOutline(store, page);
  const skips = element('div', { class: 'list', 'data-testid': 'skips' });
  const findings = element('div', { class: 'list', 'data-testid': 'findings' });
  const inspector = element('aside', {
    class: 'inspector',
    tabindex: 0,
    'data-testid': 'inspector',
    'aria-label': l10n.t('Details'),
  });
  for (const list of [skips, findings, inspector]) listenToItems(list, store, page);
  return {
    cost: new CostView(costEvents(store, page)),
    legend: new Legend(),
    outline,
    skips,
    findings,
    inspector,
    chart: new DepthChart({
      hover: (key) => store.dispatch({ type: 'hovered', target: key && { type: 'item', key } }),
      pick: (key) => {
        store.dispatch({ type: 'viewChanged', change: { selected: { type: 'item', key } } });
        page.showInGraph(key);
      },
    }),
    lists: tabs<ListName>({
      label: l10n.t('Layers, skips and findings'),
      list: [
        { id: 'layers', title: l10n.t('Layers'), content: outline.root },
        { id: 'skips', title: l10n.t('Skips'), content: skips },
        { id: 'findings', title: l10n.t('Findings'), content: findings },
      ],
      choose: (tab) => store.dispatch({ type: 'viewChanged', change: { tab } }),
    }),
  };
}

/** The rows are worked out again only when the report or the open groups changed. */
function rowsByNeed(): (subject: Subject, open: ReadonlySet<ItemKey>) => readonly OutlineRow[] {
  let last:
    { subject: Subject; open: ReadonlySet<ItemKey>; rows: readonly OutlineRow[] } | undefined;
  return (subject, open) => {
    if (last?.subject !== subject || last.open !== open)
      last = { subject, open, rows: outlineRows(subject.tree, open) };
    return last.rows;
  };
}

/** Tells whether a box may be hatched: a layer that a number is missed of. */
const lacksNumbers = ({ report }: Subject, { heat }: Appearance): boolean =>
  report.network.layers.some((layer) => {
    const item = { type: 'layer', key: layerKey(layer.id), layer } as const;
    return heat.appliesTo(item) && heat.valueOf(item) === undefined;
  });

function bindPage(parts: Parts, page: PageActions): Pick<Page, 'update' | 'point'> {
  const { legend, outline, chart, lists, skips, findings, inspector, cost } = parts;
  const rowsOf = rowsByNeed();
  let listed: Subject | undefined;
  return {
    update: (state, subject, appearance) => {
      const { view } = state;
      if (listed !== subject) {
        fillSkips(skips, subject);
        fillFindings(findings, subject);
        lists.label('skips', l10n.t('Skips {0}', subject.report.skips.items.length));
        lists.label('findings', l10n.t('Findings {0}', subject.report.findings.length));
        listed = subject;
      }
      outline.update(subject, rowsOf(subject, view.open), appearance);
      legend.update(appearance, subject.report.skips.items, {
        hasShares: subject.forks.size > 0 && !isRunMetric(appearance.heat.metric),
        hasFindings: subject.report.findings.some(({ severity }) => severity !== 'info'),
        hasGaps: () => lacksNumbers(subject, appearance),
        unmeasured: () => unmeasuredCost(subject.report),
      });
      cost.update(subject, appearance.theme, stageOf(state) === 'cost');
      chart.update(subject, appearance);
      fillInspector(inspector, subject, state, page);
    },
    point: ({ hovered }) => {
      const key = hovered?.type === 'item' ? hovered.key : undefined;
      chart.point(key);
      outline.point(key);
    },
  };
}

export function buildPage(root: HTMLElement, store: PanelStore, page: PageActions): Page {
  const parts = makeParts(store, page);
  const keys = keysHelp();
  const waiting = element('p', { class: 'waiting' });
  const controls = element(
    'div',
    { class: 'controls' },
    zoomButtons(page, keys.show),
    openButtons(store),
  );
  const graph = element('div', { class: 'graph' }, waiting, controls, keys.root);
  const stage = element('div', { class: 'stage' }, graph, parts.legend.root, parts.cost.root);
  const side = element('div', { class: 'side' }, parts.chart.root, parts.lists.root);
  root.replaceChildren(
    verdictStrip(store, page, () => parts.lists.root.scrollIntoView({ block: 'nearest' })),
    statusStrip(store, page),
    toolbar(store, page),
    runStrip(store),
    element('main', { class: 'main' }, stage, side, parts.inspector),
  );
  watchWaiting(root, waiting, store);
  store.watch(
    ({ view }) => view.tab,
    (tab) => parts.lists.show(tab),
  );
  return { graph, controls, showKeys: keys.show, ...bindPage(parts, page) };
}
