import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { PageName } from './pageFiles';
import { pageWords } from './pageWords';
import { panelHtml } from './panelHtml';

const inExtension = (extension: vscode.Uri, ...parts: string[]): vscode.Uri =>
  vscode.Uri.joinPath(extension, ...parts);

/** Allows scripts, and files of our own folders only. */
export const webviewOptions = (extension: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: ['dist', 'media'].map((folder) => inExtension(extension, folder)),
});

/** Gives a panel its icon and loads the page into it. */
export function loadPage(
  panel: vscode.WebviewPanel,
  extension: vscode.Uri,
  page: PageName = 'webview',
): void {
  const { webview } = panel;
  const file = (...parts: string[]): string =>
    webview.asWebviewUri(inExtension(extension, ...parts)).toString();
  panel.iconPath = {
    light: inExtension(extension, 'media', 'graph-light.svg'),
    dark: inExtension(extension, 'media', 'graph-dark.svg'),
  };
  webview.html = panelHtml({
    script: file('dist', `${page}.js`),
    style: file('dist', `${page}.css`),
    cspSource: webview.cspSource,
    nonce: randomUUID(),
    words: pageWords(),
  });
}
