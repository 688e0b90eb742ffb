import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { readOrigin } from '../../../shared/protocol/graphPanelContract';
import { comparePanelType } from '../manifest/contributions';
import { pairTitle } from '../../../shared/words/changeText';
import type { ComparedReports, KeptComparisons } from '../history/keptComparisons';
import { ComparePanel } from './comparePanel';
import { webviewOptions } from '../panels/panelPage';

export interface ComparePanelOptions {
  readonly kept: KeptComparisons;
  readonly extension: vscode.Uri;
  /** Called if a pair cannot be kept; its panel then does not survive a restart. */
  readonly failed: (error: unknown) => void;
}

const titleOf = ({ before, after }: ComparedReports): string => pairTitle(before, after);

/** Panels that compare two reports each, and come back with them after a restart. */
export class ComparePanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly store = new DisposableStore();
  private readonly panels = new Set<ComparePanel>();

  constructor(private readonly options: ComparePanelOptions) {
    this.store.add(vscode.window.registerWebviewPanelSerializer(comparePanelType, this));
  }

  dispose(): void {
    for (const panel of this.panels) panel.dispose();
    this.store.dispose();
  }

  /** Opens a panel that lays `after` over `before`. */
  open(reports: ComparedReports): void {
    const { kept, failed } = this.options;
    const id = randomUUID();
    const title = titleOf(reports);
    const panel = vscode.window.createWebviewPanel(
      comparePanelType,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { retainContextWhenHidden: false },
    );
    this.adopt(panel, id, reports);
    void kept.keep(id, reports).catch(failed);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const id = readOrigin(saved)?.comparison;
    const reports = id && (await this.options.kept.read(id).catch(() => undefined));
    if (reports) this.adopt(panel, id, reports);
    else panel.dispose();
  }

  private adopt(panel: vscode.WebviewPanel, id: string, reports: ComparedReports): void {
    const { extension } = this.options;
    panel.webview.options = webviewOptions(extension);
    const compared = new ComparePanel(panel, { id, ...reports }, extension);
    this.panels.add(compared);
    panel.onDidDispose(() => this.panels.delete(compared));
  }
}
