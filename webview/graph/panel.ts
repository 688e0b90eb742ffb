import * as l10n from '@vscode/l10n';
import { Failure } from '../../src/shared/base/failures';
import { layerId } from '../../src/shared/network/network';
import { counted } from '../../src/shared/words/format';
import type { Surroundings } from './host/surroundings';
import { exportAs } from './export/exportAs';
import { connect, hostActions } from './host/hostLink';
import type { LayoutClient } from './layout/layoutClient';
import { toLayoutRequest } from './layout/sizes';
import { buildVisibleGraph } from './layout/visibleGraph';
import type { PageActions, PanelStore } from './panels/actions';
import { describeTarget } from './panels/describeTarget';
import { buildPage, type Page } from './panels/page';
import { Tooltip } from '../kit/tooltip';
import type { Look } from './scene/look';
import type { Camera } from './scene/paint';
import { makePicture, type Rect } from './scene/picture';
import { SceneView } from './scene/sceneView';
import { readTheme, watchTheme, type Theme } from './scene/theme';
import { layerHeat, stepCount, type LayerHeat } from './state/layerHeat';
import { changesOf } from './state/comparing';
import { cursorItems } from './state/cursorItems';
import { emptyPanel, reducePanel, type Target } from './state/panelState';
import { readView, writeView } from './state/savedView';
import { createStore } from '../kit/store';
import type { Subject } from './state/subject';
import { groupKey, layerKey, layerOf, type ItemKey } from './state/treeItems';
import { atRest, soon } from '../kit/timing';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The panel at work: keeps graph, layout and panels in step with one store. */
class Panel {
  private readonly store: PanelStore = createStore(emptyPanel, reducePanel);
  private readonly scene: SceneView;
  private readonly page: Page;
  private readonly tooltip = new Tooltip();
  private theme: Theme;
  private heat: LayerHeat | undefined;
  /** What stays in place during the next layout. */
  private anchor: ItemKey | undefined;
  private wanted: ItemKey | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly around: Surroundings,
    private readonly layouts: LayoutClient,
  ) {
    this.scene = new SceneView({
      hover: (target, at) => this.hover(target, at),
      pick: (target, alt) => this.pick(target, alt),
      toggle: (group) => this.store.dispatch({ type: 'toggled', group }),
      go: (where) => this.go(where),
      moved: atRest(() => this.keepSight()),
      covered: () => this.page.controls.offsetHeight,
    });
    this.page = buildPage(root, this.store, this.actions());
    this.page.graph.prepend(this.scene.canvas, this.scene.minimap.canvas);
    root.append(this.tooltip.root);
    this.theme = readTheme(root);
    watchTheme(() => {
      this.theme = readTheme(root);
      this.dress();
    });
    if (isRecord(around.saved))
      this.store.dispatch({ type: 'viewChanged', change: readView(around.saved['view']) });
    this.follow();
    void connect(around, this.store, (layer) => this.choose(layerKey(layer)));
  }

  get sight(): Camera {
    return this.scene.sight;
  }

  placeOf(id: string): Rect | null {
    return this.scene.placeOf(layerKey(layerId(id))) ?? this.scene.placeOf(groupKey(id)) ?? null;
  }

  private actions(): PageActions {
    return {
      ...hostActions(this.around),
      showInGraph: (key) => this.showInGraph(key),
      exportAs: async (format) => {
        const { drawn } = this.scene;
        return drawn && exportAs(format, drawn, this.around);
      },
      zoom: (how) => {
        if (how === 'fit') this.scene.fit();
        else if (how === 'selection' || how === 'parent') this.go(how);
        else this.scene.zoomBy(how === 'in' ? 1.3 : 1 / 1.3);
      },
    };
  }

  private follow(): void {
    const { store } = this;
    const measure = soon(() => this.measure());
    const dress = soon(() => this.dress());
    const arrange = soon(() => void this.arrange());
    store.watch(
      ({ subject }) => subject,
      () => {
        this.anchor = undefined;
        measure();
        arrange();
      },
    );
    store.watch(({ view }) => view.metric, measure);
    store.watch(({ view }) => view.step, measure);
    store.watch(({ view }) => view.selected, dress);
    store.watch(({ view }) => view.filter, dress);
    store.watch(
      ({ cursor }) => cursor,
      () => {
        dress();
        this.bringCursorIntoView();
      },
    );
    let shown = store.get().view.open;
    store.watch(
      ({ view }) => view.open,
      (open) => {
        this.anchor = onlyChange(shown, open);
        shown = open;
        dress();
        arrange();
      },
    );
    store.watch(
      ({ hovered }) => hovered,
      () => this.point(),
    );
    store.watch(
      ({ view }) => view,
      (view) => {
        const { origin } = store.get();
        this.around.save({ version: 1, ...origin, view: writeView(view) });
      },
    );
  }

  /** Shows what is selected, or selects the group around it and shows that. */
  private go(where: 'selection' | 'parent'): void {
    const { subject, view } = this.store.get();
    const { selected } = view;
    if (!subject || !selected) return;
    if (selected.type === 'skip') {
      const skip = subject.skips.get(selected.id);
      if (skip) this.scene.zoomTo([layerKey(skip.from), layerKey(skip.to)]);
      return;
    }
    const parent = subject.tree.parents.get(selected.key);
    const key = where === 'parent' && parent !== subject.tree.root.key ? parent : selected.key;
    if (key === undefined) return;
    if (key !== selected.key)
      this.store.dispatch({ type: 'viewChanged', change: { selected: { type: 'item', key } } });
    this.scene.zoomTo([key]);
  }

  private measure(): void {
    const { subject, view } = this.store.get();
    if (!subject) return;
    this.heat = layerHeat(subject, view.metric, view.step ?? stepCount(subject) - 1);
    this.dress();
  }

  private look(): Look | undefined {
    const { hovered, view, subject, cursor } = this.store.get();
    const { heat, theme } = this;
    if (!heat || !subject) return undefined;
    return {
      theme,
      heat,
      filter: view.filter,
      selected: view.selected,
      hovered,
      cursor: cursorItems(subject.tree, view.open, cursor),
      changes: changesOf(subject),
      comparing: subject.comparing !== undefined,
    };
  }

  private dress(): void {
    const state = this.store.get();
    const look = this.look();
    if (!state.subject || !look) return;
    this.scene.dress(look);
    this.page.update(state, state.subject, look);
  }

  private point(): void {
    const look = this.look();
    if (!look) return;
    this.scene.dress(look);
    this.page.point(look);
  }

  private async arrange(): Promise<void> {
    const { subject, view } = this.store.get();
    if (!subject) return;
    const { canvas } = this.scene;
    canvas.dataset['layout'] = 'busy';
    const graph = buildVisibleGraph(subject.tree, subject.skipPaths, view.open);
    const { hasPicture } = this.scene;
    try {
      const layout = await this.layouts.arrange(toLayoutRequest(graph));
      this.scene.show(
        makePicture(subject, graph, layout),
        hasPicture ? this.anchor : undefined,
        // What was looked at last, unless the view is to begin anew.
        view.camera && (hasPicture ? this.scene.sight : view.camera),
      );
      canvas.dataset['layout'] = 'ready';
      this.root.dataset['state'] = 'ready';
      canvas.setAttribute('aria-label', describeGraph(subject));
      if (this.wanted !== undefined) this.scene.reveal(this.wanted);
      this.wanted = undefined;
    } catch (failure) {
      if (failure instanceof Failure && failure.code === 'cancelled') return;
      canvas.dataset['layout'] = 'failed';
      throw failure;
    }
  }

  /** Takes down where the graph is looked at, for the next time the page is opened. */
  private keepSight(): void {
    if (this.scene.hasPicture)
      this.store.dispatch({ type: 'viewChanged', change: { camera: this.scene.sight } });
  }

  /** Pans to what the text cursor is on, unless some of it is what the user has selected or sees. */
  private bringCursorIntoView(): void {
    const keys = [...(this.look()?.cursor ?? [])];
    const { selected } = this.store.get().view;
    const isChosen = selected?.type === 'item' && keys.includes(selected.key);
    const [first] = keys;
    if (first !== undefined && !isChosen && !keys.some((key) => this.scene.isInView(key)))
      this.scene.reveal(first);
  }

  private choose(key: ItemKey): void {
    this.store.dispatch({ type: 'viewChanged', change: { selected: { type: 'item', key } } });
    this.showInGraph(key);
  }

  private showInGraph(key: ItemKey): void {
    const before = this.store.get().view.open;
    this.anchor = undefined;
    this.store.dispatch({ type: 'revealed', key });
    if (this.store.get().view.open === before) this.scene.reveal(key);
    else this.wanted = key;
  }

  private pick(target: Target | undefined, alt: boolean): void {
    const { store } = this;
    store.dispatch({ type: 'viewChanged', change: { selected: target } });
    const layers = store.get().subject?.tree.layers;
    const layer = target?.type === 'item' ? layerOf(target.key) : undefined;
    if (layer === undefined || !layers?.has(layer)) return;
    if (alt) this.actions().showCalls(layer);
    else this.actions().revealSource(layer);
  }

  private hover(target: Target | undefined, at: { x: number; y: number }): void {
    const { subject, view } = this.store.get();
    this.store.dispatch({ type: 'hovered', target });
    if (!target || !subject || !this.heat) this.tooltip.hide();
    else this.tooltip.show(describeTarget({ subject, open: view.open }, target, this.heat), at);
  }
}

/** The one group that was opened or closed; `undefined` where there were several. */
function onlyChange(
  before: ReadonlySet<ItemKey>,
  after: ReadonlySet<ItemKey>,
): ItemKey | undefined {
  const opened = [...after].filter((key) => !before.has(key));
  const closed = [...before].filter((key) => !after.has(key));
  const [only, ...others] = [...opened, ...closed];
  return others.length === 0 ? only : undefined;
}

const describeGraph = ({ report }: Subject): string =>
  l10n.t(
    'Graph of {0}: {1}, {2}. The list of layers holds the same as text.',
    report.model.name,
    counted(report.network.totals.layers, 'layer'),
    counted(report.skips.merges.total, 'skip merge'),
  );

/** Starts the panel; `window.skipscope` tells tests where boxes are on the canvas, and what is looked at. */
export function startPanel(root: HTMLElement, around: Surroundings, layouts: LayoutClient): void {
  const panel = new Panel(root, around, layouts);
  const centreOf = (id: string): { x: number; y: number } | null => {
    const place = panel.placeOf(id);
    return place && { x: place.x + place.width / 2, y: place.y + place.height / 2 };
  };
  const rectOf = (id: string): Rect | null => panel.placeOf(id);
  Object.assign(window, { skipscope: { centreOf, rectOf, sight: () => panel.sight } });
}
