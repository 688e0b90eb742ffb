import * as vscode from 'vscode';
import type { PageWords } from '../../../export/htmlReport';

/** What the editor has for its language; nothing in English, and where nobody translated. */
export function pageWords(): PageWords | undefined {
  const texts = vscode.l10n.bundle;
  return texts && { language: vscode.env.language, texts };
}
