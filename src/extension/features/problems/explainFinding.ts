import * as vscode from 'vscode';
import { Failure } from '../../../shared/base/failures';

/** The README as it lies in the repository and as it lies in the package. */
const names = ['README.md', 'readme.md'];

/** Shows the README's section about a finding. */
export async function explainFinding(extension: vscode.Uri, code = ''): Promise<void> {
  const readme = await firstOf(names.map((name) => vscode.Uri.joinPath(extension, name)));
  await vscode.commands.executeCommand('markdown.showPreview', readme.with({ fragment: code }));
}

async function firstOf(files: readonly vscode.Uri[]): Promise<vscode.Uri> {
  for (const file of files) {
    try {
      await vscode.workspace.fs.stat(file);
      return file;
    } catch {
      continue;
    }
  }
  throw new Failure('file-not-found', 'README.md');
}
