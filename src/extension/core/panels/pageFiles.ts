import * as vscode from 'vscode';

/** The pages of the extension, by the names of their files. */
export type PageName = 'webview' | 'experiments';

/** Script and style of a page, as they stand in a saved file. */
export async function pageFiles(
  extension: vscode.Uri,
  page: PageName,
): Promise<{ readonly script: string; readonly style: string }> {
  const read = async (name: string): Promise<string> => {
    const file = vscode.Uri.joinPath(extension, 'dist', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  const [script, style] = await Promise.all([read(`${page}.js`), read(`${page}.css`)]);
  return { script, style };
}
