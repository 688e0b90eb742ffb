import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';

/** The page of the documentation with a section for each code. */
const page = 'docs/findings.md';

/** Shows the documentation of a finding. Throws a {@link Failure} of code `file-not-found` if it is missing. */
export async function explainFinding(extension: vscode.Uri, code = ''): Promise<void> {
  const uri = vscode.Uri.joinPath(extension, page);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    throw new Failure('file-not-found', page);
  }
  await vscode.commands.executeCommand('markdown.showPreview', uri.with({ fragment: code }));
}
