import * as vscode from 'vscode';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { contextKeys, languages } from '../../core/manifest/contributions';
import type { SiteIndex } from '../../core/detection/siteIndex';
import type { Sessions } from '../../core/sessions/sessions';

/** Sets the context keys that menus read: whether the active file defines models, and whether a model is running. */
export class MenuContext implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly values = new Map<string, boolean>();

  constructor(
    private readonly index: SiteIndex,
    sessions: Sessions,
  ) {
    const running = (): void =>
      this.set(
        contextKeys.running,
        sessions.all().some(({ state }) => state.run !== undefined),
      );
    this.store.add(sessions.onDidChange(running));
    this.store.add(sessions.onDidRemove(running));
    this.store.add(vscode.window.onDidChangeActiveTextEditor((editor) => void this.update(editor)));
    // Starting the detection thread costs milliseconds, which activation need not wait for.
    const first = setImmediate(() => void this.update(vscode.window.activeTextEditor));
    this.store.defer(() => clearImmediate(first));
  }

  dispose(): void {
    this.store.dispose();
  }

  private async update(editor: vscode.TextEditor | undefined): Promise<void> {
    const document = editor?.document;
    const mayHold = document !== undefined && languages.includes(document.languageId);
    const sites = mayHold ? await this.index.sites(document).catch(() => []) : [];
    if (editor === vscode.window.activeTextEditor)
      this.set(contextKeys.hasModels, sites.length > 0);
  }

  private set(key: string, value: boolean): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
