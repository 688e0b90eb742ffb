import * as vscode from 'vscode';
import type { ModelKey } from '../../../shared/model/modelKey';
import { isSavedModel, titleOf } from '../../core/sessions/savedModel';

/** `gpt — src/gpt.ts`; a saved model is its file. */
export function panelTitle(site: ModelKey): string {
  if (isSavedModel(site)) return titleOf(site);
  const file = vscode.workspace.asRelativePath(vscode.Uri.parse(site.document));
  return `${site.name} — ${file}`;
}
