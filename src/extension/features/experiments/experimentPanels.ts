import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExperimentName } from '../../../shared/experiment/experiment';
import type { ModelKey } from '../../../shared/model/modelKey';
import { readExperimentSite } from '../../../shared/protocol/experimentPanelContract';
import { experimentPanelType } from '../../core/manifest/contributions';
import { webviewOptions } from '../../core/panels/panelPage';
import { titleOf } from '../../core/sessions/savedModel';
import { ExperimentPanel, type PanelUse } from './experimentPanel';

const keyOf = ({ document, name }: ModelKey): string => `${document}#${name}`;

/** Keeps at most one experiments panel per model. */
export class ExperimentPanels implements vscode.Disposable {
  private readonly panels = new Map<string, ExperimentPanel>();

  constructor(private readonly use: PanelUse) {}

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
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

  /** Takes over a panel of an earlier window. */
  restore(panel: vscode.WebviewPanel, saved: unknown): void {
    const site = readExperimentSite(saved);
    if (site) this.adopt(panel, site, undefined);
    else panel.dispose();
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
