import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { SourcePosition } from '../../../shared/base/source';
import type { LayerId } from '../../../shared/network/network';
import {
  isExportRequest,
  isInspectAgain,
  isOfLayer,
  isOfSkip,
  type GraphPanelContract,
} from '../../../shared/protocol/graphPanelContract';
import { isNull, serve } from '../../../shared/protocol/rpc';
import type { ComparedReports } from '../history/keptComparisons';
import { placesOf } from '../panels/layerLines';
import { loadPage } from '../panels/panelPage';
import { saveExport } from '../panels/saveExport';
import { showCalls, showLine } from '../panels/showSource';
import { webviewPort } from '../panels/webviewPort';

/** Shows two reports in one panel, as they were measured: it never runs a model again. */
export class ComparePanel implements vscode.Disposable {
  private readonly store = new DisposableStore();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly compared: ComparedReports & { readonly id: string },
    private readonly extension: vscode.Uri,
  ) {
    this.store.add(this.serve());
    this.store.add(panel.onDidDispose(() => this.store.dispose()));
    loadPage(panel, extension);
  }

  dispose(): void {
    this.store.dispose();
    this.panel.dispose();
  }

  private serve(): Disposable {
    const { panel, extension } = this;
    const { id, before, after } = this.compared;
    return serve<GraphPanelContract>(webviewPort(panel), {
      ready: {
        accepts: isNull,
        handle: () => ({
          origin: { comparison: id },
          before,
          report: after,
          status: { title: panel.title, outOfDate: false },
        }),
      },
      revealSource: {
        accepts: isOfLayer,
        handle: async ({ layer }) => {
          const [place] = await this.places(layer);
          if (place) await showLine(place, panel);
          return null;
        },
      },
      showCalls: {
        accepts: isOfLayer,
        handle: async ({ layer }) => {
          await showCalls(await this.places(layer), panel);
          return null;
        },
      },
      save: {
        accepts: isExportRequest,
        handle: async (request) => {
          await saveExport(request, { report: after, before, extension });
          return null;
        },
      },
      cutShortcut: { accepts: isOfSkip, handle: () => null },
      tryAllSkips: { accepts: isNull, handle: () => null },
      applyFix: { accepts: isNull, handle: () => null },
      profile: { accepts: isNull, handle: () => null },
      inspectAgain: { accepts: isInspectAgain, handle: () => null },
      cancel: { accepts: isNull, handle: () => null },
    });
  }

  /** The places where a layer was made, in the folders of the workspace that have the files. */
  private async places(layer: LayerId): Promise<vscode.Location[]> {
    const { after } = this.compared;
    const { layers } = after.network;
    const source = layers.find(({ id }) => id === layer)?.source ?? [];
    const files = new Map<string, vscode.Uri>();
    for (const { file } of source) {
      const uri = files.get(file) ?? (await inWorkspace(file));
      if (uri) files.set(file, uri);
    }
    const locate = ({ file, line, column }: SourcePosition): vscode.Location | undefined => {
      const uri = files.get(file);
      return (
        uri && new vscode.Location(uri, new vscode.Position(line - 1, Math.max(0, column - 1)))
      );
    };
    return placesOf(after, layer, locate);
  }
}

async function inWorkspace(file: string): Promise<vscode.Uri | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder.uri, file);
    try {
      await vscode.workspace.fs.stat(uri);
      return uri;
    } catch {
      continue;
    }
  }
  return undefined;
}
