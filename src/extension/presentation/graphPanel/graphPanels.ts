import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { LayerId } from '../../../shared/network/network';
import { isPanelSite, type PanelSite } from '../../../shared/protocol/graphPanelContract';
import type { Report } from '../../../shared/report/report';
import { comparePanelType, graphPanelType } from '../../contributions';
import type { Sessions } from '../../session/sessions';
import { ComparePanel } from './comparePanel';
import { GraphPanel, type PanelActions } from './graphPanel';
import { webviewOptions } from './panelPage';

const keyOf = ({ document, name }: PanelSite): string => `${document}#${name}`;

/** At most one graph panel per model; panels come back after a reload of the window. */
export class GraphPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly store = new DisposableStore();
  private readonly panels = new Map<string, GraphPanel>();
  private readonly comparisons = new Set<ComparePanel>();

  constructor(
    private readonly sessions: Sessions,
    private readonly actions: PanelActions,
    private readonly extension: vscode.Uri,
  ) {
    this.store.add(sessions.onDidChange(({ site }) => this.panels.get(keyOf(site))?.update()));
    this.store.add(sessions.onDidRemove(({ site }) => this.panels.get(keyOf(site))?.dispose()));
    this.store.add(vscode.window.registerWebviewPanelSerializer(graphPanelType, this));
  }

  dispose(): void {
    for (const panel of [...this.panels.values(), ...this.comparisons]) panel.dispose();
    this.store.dispose();
  }

  /** Shows the model's panel beside the editor, which keeps the focus, and a layer of it where one is named. */
  open(site: PanelSite, layer?: LayerId): void {
    const known = this.panels.get(keyOf(site));
    if (known) known.reveal();
    else this.create(site);
    if (layer !== undefined) this.panels.get(keyOf(site))?.showLayer(layer);
  }

  private create(site: PanelSite): void {
    const panel = vscode.window.createWebviewPanel(
      graphPanelType,
      site.name,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      // The page keeps its view itself; the report is sent again when it asks.
      { retainContextWhenHidden: false },
    );
    this.adopt(panel, site);
  }

  /** The model whose panel has the focus. */
  focusedSite(): PanelSite | undefined {
    return [...this.panels.values()].find(({ focused }) => focused)?.site;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const site = typeof saved === 'object' && saved !== null && 'site' in saved && saved.site;
    if (isPanelSite(site)) {
      this.adopt(panel, site);
      this.actions.inspectAgain(site, false);
    } else {
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** Shows the model in a panel that the editor has made. */
  adopt(panel: vscode.WebviewPanel, site: PanelSite): void {
    panel.webview.options = webviewOptions(this.extension);
    const graph = new GraphPanel(panel, this.sessions.open(site), this.actions, this.extension);
    this.panels.set(keyOf(site), graph);
    panel.onDidDispose(() => {
      this.panels.delete(keyOf(site));
      graph.dispose();
    });
  }

  /** Lays `after` over `before` in a panel of their own. */
  compare(before: Report, after: Report): void {
    const title = `${before.model.name} → ${after.model.name}`;
    const panel = vscode.window.createWebviewPanel(
      comparePanelType,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { ...webviewOptions(this.extension), retainContextWhenHidden: false },
    );
    const compared = new ComparePanel(panel, before, after, this.extension);
    this.comparisons.add(compared);
    panel.onDidDispose(() => this.comparisons.delete(compared));
  }
}
