import * as vscode from 'vscode';
import type { PageWords } from '../../../export/htmlReport';

/** The translated texts of the editor's language; `undefined` in English and in languages without a translation. */
export function pageWords(): PageWords | undefined {
  const texts = vscode.l10n.bundle;
  return texts && { language: vscode.env.language, texts };
}
