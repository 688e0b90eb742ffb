import * as vscode from 'vscode';
import type { ModelSite } from '../../detection/modelSite';
import { DisposableStore } from '../../shared/base/lifecycle';
import type { PanelSite } from '../../shared/protocol/graphPanelContract';
import type { CommandArguments, CommandId } from '../contributions';
import type { SiteIndex } from '../detection/siteIndex';
import type { Sessions } from '../session/sessions';
import { onSettingChange, setting } from '../settings';
import { outcomeText } from './siteText';

/** The commands over each definition, and what came of the last run. */
export class SiteLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(
    private readonly index: SiteIndex,
    private readonly sessions: Sessions,
  ) {
    const refresh = (): void => this.changes.fire();
    this.store.add(sessions.onDidChange(refresh));
    this.store.add(sessions.onDidRemove(refresh));
    this.store.add(onSettingChange(['skipscope.codeLens.enabled'], refresh));
  }

  dispose(): void {
    this.store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!setting('skipscope.codeLens.enabled')) return [];
    const sites = await this.index.sites(document);
    return sites.flatMap((site) => this.lensesOf(document, site));
  }

  private lensesOf(document: vscode.TextDocument, { name, range }: ModelSite): vscode.CodeLens[] {
    const site: PanelSite = { document: document.uri.toString(), name };
    const start = new vscode.Position(range.start.line - 1, range.start.column - 1);
    const lens = <C extends CommandId>(title: string, command: C, ...args: CommandArguments[C]) =>
      new vscode.CodeLens(new vscode.Range(start, start), { title, command, arguments: args });
    const state = this.sessions.find(site)?.state;
    const outcome = state && outcomeText(state);
    return [
      lens('Show network', 'skipscope.showNetwork', site),
      lens('Probe gradients', 'skipscope.probeGradients', site),
      ...(outcome === undefined
        ? []
        : [lens(outcome, state?.run ? 'skipscope.cancelRun' : 'skipscope.showNetwork', site)]),
    ];
  }
}
