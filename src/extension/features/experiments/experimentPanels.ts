import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import type { ExperimentName } from '../../../shared/experiment/experiment';
import type { ModelKey } from '../../../shared/model/modelKey';
import { readExperimentSite } from '../../../shared/protocol/experimentPanelContract';
import { experimentPanelType } from '../../core/manifest/contributions';
import { webviewOptions } from '../../core/panels/panelPage';
import { titleOf } from '../../core/sessions/savedModel';
import { ExperimentPanel, type PanelUse } from './experimentPanel';

const keyOf = ({ document, name }: ModelKey): string => `${document}#${name}`;

/** Keeps at most one experiments panel per model; restores panels after a reload of the window. */
export class ExperimentPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly store = new DisposableStore();
  private readonly panels = new Map<string, ExperimentPanel>();

  constructor(private readonly use: PanelUse) {
    this.store.add(vscode.window.registerWebviewPanelSerializer(experimentPanelType, this));
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
    this.store.dispose();
  }

  /** Shows the model's panel beside the editor, and chooses an experiment if one is named. */
  open(site: ModelKey, wanted?: ExperimentName): void {
    const known = this.panels.get(keyOf(site));
    if (known) {
      known.reveal(wanted);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      experimentPanelType,
      l10n.t('Experiments: {0}', titleOf(site)),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      // A run goes on behind another tab: its curves would have to be drawn anew.
      { retainContextWhenHidden: true },
    );
    this.adopt(panel, site, wanted);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const site = readExperimentSite(saved);
    if (site) this.adopt(panel, site, undefined);
    else panel.dispose();
    return Promise.resolve();
  }

  private adopt(
    panel: vscode.WebviewPanel,
    site: ModelKey,
    wanted: ExperimentName | undefined,
  ): void {
    panel.webview.options = webviewOptions(this.use.extension);
    const made = new ExperimentPanel(panel, site, this.use, wanted);
    this.panels.set(keyOf(site), made);
    panel.onDidDispose(() => {
      this.panels.delete(keyOf(site));
      made.dispose();
    });
  }
}
