import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';
import type { ModelKey } from '../../../shared/model/modelKey';
import { languages } from '../manifest/contributions';
import { siteAt } from '../detection/siteAtCursor';
import type { SiteIndex } from '../detection/siteIndex';

/**
 * The site at the cursor, or the one that the user picks where the cursor is in none of several.
 * `undefined` when the user picks none. Throws a {@link Failure} where there is no model.
 */
export async function chooseSite(index: SiteIndex): Promise<ModelKey | undefined> {
  const editor = editorInSight();
  if (!editor) {
    throw new Failure(
      'usage',
      l10n.t('Open a TypeScript or JavaScript file that defines a model.'),
    );
  }
  const { document, selection } = editor;
  const sites = await index.sites(document);
  if (sites.length === 0) {
    throw new Failure('usage', l10n.t('No TensorFlow.js model is defined in this file.'));
  }
  const site = siteAt(sites, selection.active.line + 1);
  const name = site?.name ?? (await pick(sites.map((one) => one.name)));
  return name === undefined ? undefined : { document: document.uri.toString(), name };
}

/** The focused editor, or one beside a focused panel. */
function editorInSight(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = activeTextEditor ? [activeTextEditor] : visibleTextEditors;
  return editors.find(({ document }) => languages.includes(document.languageId));
}

async function pick(names: readonly string[]): Promise<string | undefined> {
  return vscode.window.showQuickPick(names, { placeHolder: l10n.t('Which model?') });
}
