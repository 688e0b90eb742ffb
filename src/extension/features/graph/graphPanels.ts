import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { LayerId } from '../../../shared/network/network';
import type { ModelKey } from '../../../shared/model/modelKey';
import { readOrigin } from '../../../shared/protocol/graphPanelContract';
import { graphPanelType } from '../../core/manifest/contributions';
import { webviewOptions } from '../../core/panels/panelPage';
import type { Session } from '../../core/sessions/session';
import type { Sessions } from '../../core/sessions/sessions';
import { GraphPanel, type PanelActions } from './graphPanel';
import { panelTitle } from './panelTitle';

const isSame = (a: ModelKey, b: ModelKey): boolean =>
  a.document === b.document && a.name === b.name;

/**
 * The panels with graphs: one that is not pinned follows the user from model to model, pinned ones keep theirs.
 * Restores panels after a reload of the window.
 */
export class GraphPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly store = new DisposableStore();
  private readonly panels = new Set<GraphPanel>();
  /** Panels that the editor opened for a file: each keeps it. */
  private readonly ofFiles = new WeakSet<GraphPanel>();

  constructor(
    private readonly sessions: Sessions,
    private readonly actions: PanelActions,
    private readonly extension: vscode.Uri,
  ) {
    this.store.add(sessions.onDidChange(({ site }) => this.update(site)));
    this.store.add(
      sessions.onDidRemove(({ site }) => this.of(site).forEach((one) => one.dispose())),
    );
    this.store.add(vscode.window.registerWebviewPanelSerializer(graphPanelType, this));
  }

  dispose(): void {
    for (const panel of [...this.panels]) panel.dispose();
    this.store.dispose();
  }

  /** Shows the model beside the editor, which keeps the focus, and selects the layer if one is given. */
  open(site: ModelKey, layer?: LayerId): void {
    const panel = this.of(site)[0] ?? this.follower ?? this.create(site);
    panel.show(this.sessions.open(site));
    panel.reveal();
    if (layer !== undefined) panel.showLayer(layer);
  }

  /** Sends the panels of a model what changed. */
  update(site: ModelKey): void {
    for (const panel of this.of(site)) panel.update();
  }

  /** Sends every panel the last reading of the training that is followed. */
  tellRun(): void {
    for (const panel of this.panels) panel.tellRun();
  }

  /** Shows a model that has a graph, or is getting one, in the panel that is not pinned. */
  follow(site: ModelKey): void {
    const session = this.sessions.find(site);
    if (session && hasGraph(session) && this.of(site).length === 0) this.follower?.show(session);
  }

  /** Pins the focused panel to its model, or lets it follow again. */
  togglePin(): void {
    this.focused?.togglePin();
  }

  /** The model of the focused panel. */
  focusedSite(): ModelKey | undefined {
    return this.focused?.site;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const site = readOrigin(saved)?.site;
    if (site) {
      this.attend(panel, site);
      this.actions.inspectAgain(site, false);
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Shows the model in a panel that the editor opened for its file. */
  adopt(panel: vscode.WebviewPanel, site: ModelKey): void {
    this.ofFiles.add(this.attend(panel, site));
  }

  private get focused(): GraphPanel | undefined {
    return [...this.panels].find(({ focused }) => focused);
  }

  private get follower(): GraphPanel | undefined {
    return [...this.panels].find((panel) => !panel.isPinned && !this.ofFiles.has(panel));
  }

  private of(site: ModelKey): GraphPanel[] {
    return [...this.panels].filter((panel) => isSame(panel.site, site));
  }

  private create(site: ModelKey): GraphPanel {
    const panel = vscode.window.createWebviewPanel(
      graphPanelType,
      panelTitle(site),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      // The page keeps its view itself; the report is sent again when it asks.
      { retainContextWhenHidden: false },
    );
    return this.attend(panel, site);
  }

  private attend(panel: vscode.WebviewPanel, site: ModelKey): GraphPanel {
    panel.webview.options = webviewOptions(this.extension);
    const graph = new GraphPanel(panel, this.sessions.open(site), this.actions, this.extension);
    this.panels.add(graph);
    panel.onDidDispose(() => {
      this.panels.delete(graph);
      graph.dispose();
    });
    return graph;
  }
}

const hasGraph = ({ state }: Session): boolean =>
  state.report !== undefined || state.run !== undefined || state.failure !== undefined;
