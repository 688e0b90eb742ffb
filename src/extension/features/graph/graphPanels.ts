import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { LayerId } from '../../../shared/network/network';
import type { ModelKey } from '../../../shared/model/modelKey';
import { readOrigin } from '../../../shared/protocol/graphPanelContract';
import { graphPanelType } from '../../core/manifest/contributions';
import type { Sessions } from '../../core/sessions/sessions';
import { GraphPanel, type PanelActions } from './graphPanel';
import { webviewOptions } from '../../core/panels/panelPage';

const keyOf = ({ document, name }: ModelKey): string => `${document}#${name}`;

/** Keeps at most one graph panel per model; restores panels after a reload of the window. */
export class GraphPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly store = new DisposableStore();
  private readonly panels = new Map<string, GraphPanel>();

  constructor(
    private readonly sessions: Sessions,
    private readonly actions: PanelActions,
    private readonly extension: vscode.Uri,
  ) {
    this.store.add(sessions.onDidChange(({ site }) => this.update(site)));
    this.store.add(sessions.onDidRemove(({ site }) => this.panels.get(keyOf(site))?.dispose()));
    this.store.add(vscode.window.registerWebviewPanelSerializer(graphPanelType, this));
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
    this.store.dispose();
  }

  /** Shows the model's panel beside the editor, which keeps the focus, and selects the layer if one is given. */
  open(site: ModelKey, layer?: LayerId): void {
    const known = this.panels.get(keyOf(site));
    if (known) known.reveal();
    else this.create(site);
    if (layer !== undefined) this.panels.get(keyOf(site))?.showLayer(layer);
  }

  /** Sends the panel of a model what changed. */
  update(site: ModelKey): void {
    this.panels.get(keyOf(site))?.update();
  }

  private create(site: ModelKey): void {
    const panel = vscode.window.createWebviewPanel(
      graphPanelType,
      site.name,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      // The page keeps its view itself; the report is sent again when it asks.
      { retainContextWhenHidden: false },
    );
    this.adopt(panel, site);
  }

  /** The model of the focused panel. */
  focusedSite(): ModelKey | undefined {
    return [...this.panels.values()].find(({ focused }) => focused)?.site;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const site = readOrigin(saved)?.site;
    if (site) {
      this.adopt(panel, site);
      this.actions.inspectAgain(site, false);
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Shows the model in a panel made by the editor. */
  adopt(panel: vscode.WebviewPanel, site: ModelKey): void {
    panel.webview.options = webviewOptions(this.extension);
    const graph = new GraphPanel(panel, this.sessions.open(site), this.actions, this.extension);
    this.panels.set(keyOf(site), graph);
    panel.onDidDispose(() => {
      this.panels.delete(keyOf(site));
      graph.dispose();
    });
  }
}
