import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { readModelKey, type ModelKey } from '../../../shared/model/modelKey';
import { siteAt } from '../detection/siteAtCursor';
import type { SiteIndex } from '../detection/siteIndex';
import { languages, type FileUri } from '../manifest/contributions';

/** Finds the model that a command is about. */
export class ModelChooser {
  private focused = (): ModelKey | undefined => undefined;

  constructor(private readonly index: SiteIndex) {}

  /** `focused` gives the model that has the focus elsewhere than in a text editor. */
  followFocus(focused: () => ModelKey | undefined): void {
    this.focused = focused;
  }

  /**
   * Runs `act` on the given model, else on the focused one, the one at the cursor, or the one that the user
   * picks if the cursor is in none of several; on none when the user picks none. An editor's menu gives
   * the file, in which the cursor decides. Throws a {@link Failure} of code `usage` if there is no model.
   */
  async withModel(
    given: ModelKey | FileUri | undefined,
    act: (key: ModelKey) => void | Promise<void>,
  ): Promise<void> {
    const key = readModelKey(given) ?? this.focused() ?? (await this.atCursor());
    if (key) await act(key);
  }

  private async atCursor(): Promise<ModelKey | undefined> {
    const editor = visibleEditor();
    if (!editor) {
      throw new Failure('usage', message('editor.no-source-open'));
    }
    const { document, selection } = editor;
    const sites = await this.index.sites(document);
    if (sites.length === 0) {
      throw new Failure('usage', message('editor.no-model-in-file'));
    }
    const site = siteAt(sites, selection.active.line + 1);
    const name = site?.name ?? (await pick(sites.map((one) => one.name)));
    return name === undefined ? undefined : { document: document.uri.toString(), name };
  }
}

/** The focused editor, or one beside a focused panel. */
function visibleEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = activeTextEditor ? [activeTextEditor] : visibleTextEditors;
  return editors.find(({ document }) => languages.includes(document.languageId));
}

async function pick(names: readonly string[]): Promise<string | undefined> {
  return vscode.window.showQuickPick(names, { placeHolder: l10n.t('Choose a model') });
}
