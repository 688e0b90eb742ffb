import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { LayerId } from '../../../shared/network/network';
import { isInspectAgain, isRevealSource } from '../../../shared/protocol/graphPanelContract';
import type { GraphPanelContract, PanelSite } from '../../../shared/protocol/graphPanelContract';
import type { Report } from '../../../shared/report/report';
import { isNull } from '../../../shared/protocol/engineContract';
import { announce, serve, type Port } from '../../../shared/protocol/rpc';
import { locate } from '../../session/reportFiles';
import type { Session } from '../../session/session';
import { panelHtml } from './panelHtml';
import { panelState, panelStatus } from './panelState';
import { webviewPort } from './webviewPort';

/** What a panel asks of the rest of the extension. */
export interface PanelActions {
  inspectAgain(site: PanelSite, probe: boolean): void;
}

/** Shows one session's report and passes the user's intentions on. */
export class GraphPanel implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly port: Port;
  private sent: Report | undefined;
  /** Asked for before the page or its report was there. */
  private wanted: LayerId | undefined;
  private isReady = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly session: Session,
    private readonly actions: PanelActions,
    extension: vscode.Uri,
  ) {
    const { webview } = panel;
    const file = (...parts: string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(extension, ...parts)).toString();
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, 'media', 'graph-light.svg'),
      dark: vscode.Uri.joinPath(extension, 'media', 'graph-dark.svg'),
    };
    this.port = webviewPort(panel);
    // A hidden page is thrown away and asks anew when it comes back.
    this.store.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isReady = false;
      }),
    );
    this.store.add(this.serve());
    this.panel.webview.html = panelHtml({
      script: file('dist', 'webview.js'),
      style: file('dist', 'webview.css'),
      cspSource: webview.cspSource,
      nonce: randomUUID(),
    });
  }

  get site(): PanelSite {
    return this.session.site;
  }

  get focused(): boolean {
    return this.panel.active;
  }

  dispose(): void {
    this.store.dispose();
    this.panel.dispose();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Sends what changed since the last time. */
  update(): void {
    const { site, state } = this.session;
    const report = state.report?.value;
    if (report && report !== this.sent) {
      this.sent = report;
      announce<GraphPanelContract, 'report'>(this.port, 'report', report);
    }
    announce<GraphPanelContract, 'status'>(this.port, 'status', panelStatus(site, state));
    if (this.wanted !== undefined) this.showLayer(this.wanted);
  }

  /** Selects a layer and brings it into view, as soon as page and report are there. */
  showLayer(layer: LayerId): void {
    this.wanted = this.isReady && this.sent ? undefined : layer;
    if (this.wanted === undefined) {
      announce<GraphPanelContract, 'showLayer'>(this.port, 'showLayer', { layer });
    }
  }

  private serve(): Disposable {
    const { session } = this;
    return serve<GraphPanelContract>(this.port, {
      ready: {
        accepts: isNull,
        handle: () => {
          this.sent = session.state.report?.value;
          this.isReady = true;
          const layer = this.sent ? this.wanted : undefined;
          if (layer !== undefined) this.wanted = undefined;
          return { ...panelState(session.site, session.state), ...(layer ? { layer } : {}) };
        },
      },
      revealSource: {
        accepts: isRevealSource,
        handle: async ({ layer }) => {
          await this.revealSource(layer);
          return null;
        },
      },
      inspectAgain: {
        accepts: isInspectAgain,
        handle: ({ probe }) => {
          this.actions.inspectAgain(session.site, probe);
          return null;
        },
      },
      cancel: {
        accepts: isNull,
        handle: () => {
          session.cancel();
          return null;
        },
      },
    });
  }

  /** Never the panel's own column, so that it is not covered. */
  private columnBeside(): vscode.ViewColumn {
    return this.panel.viewColumn === vscode.ViewColumn.One
      ? vscode.ViewColumn.Two
      : vscode.ViewColumn.One;
  }

  private async revealSource(layer: LayerId): Promise<void> {
    const { report } = this.session.state;
    const source = report?.value.network.layers.find(({ id }) => id === layer)?.source[0];
    const place = report && source && locate(this.session, report.text, source);
    if (!place || isBinary(place.uri)) return;
    const document = await vscode.workspace.openTextDocument(place.uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: editorColumn(place.uri) ?? this.columnBeside(),
      preserveFocus: true,
      selection: place.range,
    });
  }
}

/** A saved model without lines to show. */
const isBinary = ({ path }: vscode.Uri): boolean => /\.(keras|h5)$/i.test(path);

/** The column where the document is already seen. */
function editorColumn(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const seen = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  return seen?.viewColumn;
}
