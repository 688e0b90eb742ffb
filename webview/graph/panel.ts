import { Failure } from '../../src/shared/base/failures';
import { isObject } from '../../src/shared/base/jsonValues';
import { layerId } from '../../src/shared/network/network';
import type { Surroundings } from './host/surroundings';
import { savingActions } from './export/savingActions';
import { connect, hostActions } from './host/hostLink';
import type { LayoutClient } from './layout/layoutClient';
import { toLayoutRequest } from './layout/sizes';
import { buildVisibleGraph } from './layout/visibleGraph';
import type { PageActions } from './panels/actions';
import { describeGraph } from './panels/describeGraph';
import { describeTarget } from './panels/describeTarget';
import { buildPage, type Page } from './panels/page';
import { Tooltip } from '../kit/tooltip';
import type { Appearance } from './scene/appearance';
import { chainOf } from './scene/chain';
import { makePicture, type Rect } from './scene/picture';
import { SceneView } from './scene/sceneView';
import { readGraphTheme, type GraphTheme } from './scene/theme';
import type { LayerHeat } from './state/layerHeat';
import { shownHeat, shownMetric } from './state/shownHeat';
import { changesOf } from './state/comparing';
import { cursorItems } from './state/cursorItems';
import { cuttableSkip, goalOf, writtenLayer } from './state/navigation';
import { layoutChange } from './state/layoutChange';
import {
  emptyPanel,
  reducePanel,
  type PanelStore,
  type Target,
  type ViewCamera,
} from './state/panelState';
import { stageOf } from './state/stage';
import { readView, writeView } from './state/savedView';
import { createStore } from '../kit/store';
import { watchTheme } from '../kit/theme';
import { groupKey, layerKey, type ItemKey } from './state/treeItems';
import { debounced, batched } from '../kit/timing';

/** The panel at work: keeps graph, layout and panels in step with one store. */
export class Panel {
  private readonly store: PanelStore = createStore(emptyPanel, reducePanel);
  private readonly sceneView: SceneView;
  private readonly page: Page;
  private readonly tooltip = new Tooltip();
  private theme: GraphTheme;
  private heat: LayerHeat | undefined;
  /** The item that stays in place during the next layout. */
  private anchor: ItemKey | undefined;
  /** The item to bring into view after the next layout. */
  private wanted: ItemKey | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly surroundings: Surroundings,
    private readonly layouts: LayoutClient,
  ) {
    this.sceneView = new SceneView({
      hover: (target, at) => this.hover(target, at),
      pick: (target, alt) => this.pick(target, alt),
      toggle: (group) => this.store.dispatch({ type: 'toggled', group }),
      go: (where) => this.go(where),
      cut: () => this.cutSelected(),
      help: () => this.page.showKeys(),
      moved: debounced(() => this.keepView()),
      covered: () => this.page.controls.offsetHeight,
    });
    this.page = buildPage(root, this.store, this.actions());
    this.page.graph.prepend(this.sceneView.canvas, this.sceneView.minimap.canvas);
    root.append(this.tooltip.root);
    this.theme = readGraphTheme(root);
    watchTheme(() => {
      this.theme = readGraphTheme(root);
      this.restyle();
    });
    if (isObject(surroundings.saved))
      this.store.dispatch({ type: 'viewChanged', change: readView(surroundings.saved['view']) });
    this.follow();
    this.followChain();
    void connect(surroundings, this.store, (layer) => this.choose(layerKey(layer)));
  }

  get view(): ViewCamera {
    return this.sceneView.view;
  }

  placeOf(id: string): Rect | null {
    return (
      this.sceneView.placeOf(layerKey(layerId(id))) ?? this.sceneView.placeOf(groupKey(id)) ?? null
    );
  }

  private actions(): PageActions {
    return {
      ...hostActions(this.surroundings),
      showInGraph: (key) => this.showInGraph(key),
      ...savingActions(this.surroundings, () => this.sceneView.scene),
      zoom: (how) => {
        if (how === 'fit') this.sceneView.fit();
        else if (how === 'selection' || how === 'parent') this.go(how);
        else this.sceneView.zoom(how);
      },
    };
  }

  private follow(): void {
    const { store } = this;
    const measure = batched(() => this.measure());
    const restyle = batched(() => this.restyle());
    this.followNetwork(measure, restyle);
    store.watch(shownMetric, measure);
    store.watch(({ run }) => run, measure);
    store.watch(({ view }) => view.step, measure);
    for (const at of ['selected', 'filter'] as const) store.watch(({ view }) => view[at], restyle);
    store.watch(stageOf, restyle);
    store.watch(
      ({ cursor }) => cursor,
      () => {
        restyle();
        this.bringCursorIntoView();
      },
    );
    store.watch(
      ({ hovered }) => hovered,
      () => this.point(),
    );
    store.watch(
      ({ view }) => view,
      (view) => {
        const kept = writeView(view, this.sceneView.isAsOpened);
        this.surroundings.save({ version: 1, ...store.get().origin, view: kept });
      },
    );
  }

  /** Lays the network out anew when it is another, or when groups were opened or closed. */
  private followNetwork(measure: () => void, restyle: () => void): void {
    const arrange = batched(() => void this.arrange());
    let before = this.store.get();
    measure();
    arrange();
    this.store.watch(
      (state) => state,
      (state) => {
        const change = layoutChange(before, state);
        before = state;
        if (!change) return;
        this.anchor = change.anchor;
        if (change.isOther) measure();
        else restyle();
        arrange();
      },
    );
  }

  private followChain(): void {
    this.store.watch(
      ({ chainOnly }) => chainOnly,
      (alone) => {
        this.restyle();
        if (alone) this.showChain();
      },
    );
  }

  /** Shows the selection, or selects the group around it and shows that. */
  private go(where: 'selection' | 'parent'): void {
    const goal = goalOf(this.store.get(), where);
    if (!goal) return;
    const { keys, group } = goal;
    if (group !== undefined) {
      const selected = { type: 'item', key: group } as const;
      this.store.dispatch({ type: 'viewChanged', change: { selected } });
    }
    this.sceneView.zoomTo([...keys]);
  }

  private cutSelected(): void {
    const skip = cuttableSkip(this.store.get());
    if (skip !== undefined) this.actions().cutShortcut(skip);
  }

  private measure(): void {
    this.heat = shownHeat(this.store.get());
    this.restyle();
  }

  private appearance(): Appearance | undefined {
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
      chain: chainOf(subject, this.store.get()),
    };
  }

  private restyle(): void {
    const state = this.store.get();
    const appearance = this.appearance();
    if (!state.subject || !appearance) return;
    this.sceneView.restyle(appearance);
    this.page.update(state, state.subject, appearance);
  }

  private point(): void {
    const appearance = this.appearance();
    if (!appearance) return;
    this.sceneView.restyle(appearance);
    this.page.point(appearance);
  }

  private async arrange(): Promise<void> {
    const { subject, view } = this.store.get();
    if (!subject) return;
    const { canvas } = this.sceneView;
    canvas.dataset['layout'] = 'busy';
    const graph = buildVisibleGraph(subject.tree, subject.skipPaths, view.open);
    const { hasPicture } = this.sceneView;
    try {
      const layout = await this.layouts.arrange(toLayoutRequest(graph));
      this.sceneView.show(
        makePicture(subject, graph, layout),
        hasPicture ? this.anchor : undefined,
        // The view of before, unless it begins anew.
        view.camera && (hasPicture ? this.sceneView.view : view.camera),
      );
      canvas.dataset['layout'] = 'ready';
      this.root.dataset['state'] = 'ready';
      canvas.setAttribute('aria-label', describeGraph(subject));
      if (this.wanted !== undefined) this.sceneView.reveal(this.wanted);
      this.wanted = undefined;
    } catch (failure) {
      if (failure instanceof Failure && failure.code === 'cancelled') return;
      canvas.dataset['layout'] = 'failed';
      throw failure;
    }
  }

  /** Saves the part of the graph in view for the next time the page is opened. */
  private keepView(): void {
    // Until the layout of a newer report is there, the view is that of the one before.
    if (this.sceneView.canvas.dataset['layout'] === 'ready')
      this.store.dispatch({ type: 'viewChanged', change: { camera: this.sceneView.view } });
  }

  /** Pans to the layers on the line of the text cursor, unless one of them is selected or in view. */
  private bringCursorIntoView(): void {
    const keys = [...(this.appearance()?.cursor ?? [])];
    const { selected } = this.store.get().view;
    const isChosen = selected?.type === 'item' && keys.includes(selected.key);
    const [first] = keys;
    if (first !== undefined && !isChosen && !keys.some((key) => this.sceneView.isInView(key)))
      this.sceneView.reveal(first);
  }

  /** Zooms to the boxes that the verdict speaks of. */
  private showChain(): void {
    this.store.dispatch({ type: 'viewChanged', change: { stage: 'graph' } });
    const state = this.store.get();
    if (state.subject) this.sceneView.zoomTo([...chainOf(state.subject, state).boxes]);
  }

  private choose(key: ItemKey): void {
    const selected = { type: 'item', key } as const;
    this.store.dispatch({ type: 'viewChanged', change: { selected, stage: 'graph' } });
    this.showInGraph(key);
  }

  private showInGraph(key: ItemKey): void {
    const before = this.store.get().view.open;
    this.anchor = undefined;
    this.store.dispatch({ type: 'revealed', key });
    if (this.store.get().view.open === before) this.sceneView.reveal(key);
    else this.wanted = key;
  }

  private pick(target: Target | undefined, alt: boolean): void {
    const { store } = this;
    store.dispatch({ type: 'viewChanged', change: { selected: target } });
    const layer = writtenLayer(store.get().subject, target);
    if (layer === undefined) return;
    if (alt) this.actions().showCalls(layer);
    else this.actions().revealSource(layer);
  }

  private hover(target: Target | undefined, at: { x: number; y: number }): void {
    const { subject, view, status } = this.store.get();
    this.store.dispatch({ type: 'hovered', target });
    if (!target || !subject || !this.heat) this.tooltip.hide();
    else this.tooltip.show(describeTarget(subject, target, this.heat, { ...view, ...status }), at);
  }
}
