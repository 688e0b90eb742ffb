import type { Look } from '../scene/look';
import type { PanelModel } from '../state/panelState';
import { outlineRows, type OutlineRow } from '../state/outlineRows';
import { layerKey, type ItemKey } from '../state/treeItems';
import type { Subject } from '../state/subject';
import type { LayerId } from '../../src/shared/network/network';
import type { PageActions, PanelStore } from './actions';
import { DepthChart } from './depthChart';
import { button, element } from './dom';
import { fillInspector } from './inspector';
import { Legend } from './legend';
import { fillFindings, fillSkips } from './lists';
import { Outline } from './outline';
import { statusStrip } from './statusStrip';
import { tabs } from './tabs';
import { toolbar } from './toolbar';

/** Opens what is clicked in the lists: a skip is pinned, a finding leads to its layer. */
function listenToItems(root: HTMLElement, store: PanelStore, page: PageActions): void {
  const skipOf = (event: Event): string | undefined =>
    (event.target as Element).closest<HTMLElement>('[data-skip]')?.dataset['skip'];
  root.addEventListener('click', (event) => {
    const id = skipOf(event);
    if (id !== undefined) store.dispatch({ type: 'selected', target: { type: 'skip', id } });
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
    pick: ({ item }: OutlineRow) => {
      store.dispatch({ type: 'selected', target: { type: 'item', key: item.key } });
      page.showInGraph(item.key);
      if (item.type === 'layer') page.revealSource(item.layer.id);
    },
    toggle: (group) => store.dispatch({ type: 'toggled', group }),
    hover: (key) => store.dispatch({ type: 'hovered', target: key && { type: 'item', key } }),
  });
}

const zoomButtons = (page: PageActions): HTMLElement =>
  element(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
    button('+', 'zoom-in', () => page.zoom('in'), {
      'aria-label': 'Zoom in',
      title: 'Zoom in (+)',
    }),
    button('−', 'zoom-out', () => page.zoom('out'), {
      'aria-label': 'Zoom out',
      title: 'Zoom out (−)',
    }),
    button('⛶', 'fit', () => page.zoom('fit'), {
      'aria-label': 'Show the whole network',
      title: 'Show the whole network (0)',
    }),
  );

const openButtons = (store: PanelStore): HTMLElement =>
  element(
    'div',
    { class: 'open-all', role: 'group', 'aria-label': 'Groups' },
    button('Open all', 'open-all', () => store.dispatch({ type: 'allOpened' })),
    button('Close all', 'close-all', () => store.dispatch({ type: 'allClosed' })),
  );

/** All panels around the graph, and what they need to be brought up to date. */
export interface Page {
  readonly graph: HTMLElement;
  update(state: PanelModel, subject: Subject, look: Look): void;
  /** Only what follows the pointer. */
  point(look: Look): void;
}

export function buildPage(root: HTMLElement, store: PanelStore, page: PageActions): Page {
  const legend = new Legend();
  const outline = makeOutline(store, page);
  const pick = (key: ItemKey): void => {
    store.dispatch({ type: 'selected', target: { type: 'item', key } });
    page.showInGraph(key);
  };
  const chart = new DepthChart({
    hover: (key) => store.dispatch({ type: 'hovered', target: key && { type: 'item', key } }),
    pick,
  });
  const skips = element('div', { class: 'list', 'data-testid': 'skips' });
  const findings = element('div', { class: 'list', 'data-testid': 'findings' });
  const inspector = element('aside', {
    class: 'inspector',
    'data-testid': 'inspector',
    'aria-label': 'Details',
  });
  const lists = tabs([
    { id: 'layers', title: 'Layers', content: outline.root },
    { id: 'skips', title: 'Skips', content: skips },
    { id: 'findings', title: 'Findings', content: findings },
  ]);
  const empty = element('p', { class: 'waiting' });
  const graph = element('div', { class: 'graph' }, empty, zoomButtons(page), openButtons(store));
  const side = element('div', { class: 'side' }, chart.root, lists.root);
  for (const list of [skips, findings, inspector]) listenToItems(list, store, page);
  root.replaceChildren(
    toolbar(store, page),
    statusStrip(store, page),
    element(
      'main',
      { class: 'main' },
      element('div', { class: 'stage' }, graph, legend.root),
      side,
      inspector,
    ),
  );
  store.watch(
    ({ subject, status }) =>
      subject ? '' : (status.failure ?? `Waiting for ${status.title || 'a model'}…`),
    (text) => {
      empty.textContent = text;
      root.dataset['empty'] = String(text !== '');
    },
  );
  let shown: { subject?: Subject; open?: ReadonlySet<ItemKey>; rows: readonly OutlineRow[] } = {
    rows: [],
  };
  return {
    graph,
    update: ({ view }, subject, look) => {
      if (shown.subject !== subject) {
        fillSkips(skips, subject);
        fillFindings(findings, subject);
        lists.label('skips', `Skips ${subject.report.skips.items.length}`);
        lists.label('findings', `Findings ${subject.report.findings.length}`);
      }
      if (shown.subject !== subject || shown.open !== view.open)
        shown = { subject, open: view.open, rows: outlineRows(subject.tree, view.open) };
      outline.update(subject, shown.rows, look);
      legend.update(look, subject.report.skips.items);
      chart.update(subject, look);
      fillInspector(inspector, subject, view.selected, page);
    },
    point: (look) => {
      const { hovered } = look;
      chart.point(hovered?.type === 'item' ? hovered.key : undefined);
      outline.root.dataset['hovered'] = hovered?.type === 'item' ? hovered.key : '';
    },
  };
}
