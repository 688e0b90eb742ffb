import * as vscode from 'vscode';

/** Tells whether a file is a saved model without lines to show. */
const isBinary = ({ path }: vscode.Uri): boolean => /\.(keras|h5)$/i.test(path);

/** The column that already shows the document. */
function editorColumn(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const visible = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  return visible?.viewColumn;
}

/** Another column than the panel's, which keeps the panel visible. */
const columnBeside = ({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn =>
  viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;

async function showAt(
  { uri, range }: vscode.Location,
  otherwise: vscode.ViewColumn,
  preserveFocus: boolean,
): Promise<boolean> {
  if (isBinary(uri)) return false;
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    viewColumn: editorColumn(uri) ?? otherwise,
    preserveFocus,
    selection: range,
  });
  return true;
}

/** Shows a line beside the panel, which keeps the focus. */
export async function showLine(place: vscode.Location, panel: vscode.WebviewPanel): Promise<void> {
  await showAt(place, columnBeside(panel), true);
}

/** Shows a line in the column that has its document, without taking the focus. */
export async function showBeside(place: vscode.Location): Promise<void> {
  await showAt(place, vscode.ViewColumn.One, true);
}

/** Shows the first place, and all of them in a peek view if there are several. */
export async function showCalls(
  places: readonly vscode.Location[],
  panel: vscode.WebviewPanel,
): Promise<void> {
  const [first] = places;
  if (!first || !(await showAt(first, columnBeside(panel), false)) || places.length === 1) return;
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    first.uri,
    first.range.start,
    places,
    'peek',
  );
}
