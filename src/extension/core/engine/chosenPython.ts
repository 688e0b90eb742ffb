import * as vscode from 'vscode';
import { findPython } from '../../../engineClient/python/findPython';
import type { PythonChoice } from '../../../engineClient/python/pythonHelper';
import { setting } from '../manifest/settings';

/** Local folders of the workspace, whose environments may run only where the workspace is trusted. */
const trustedFolders = (): readonly string[] =>
  vscode.workspace.isTrusted
    ? (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath)
    : [];

/** Where a Python is looked for: the setting, the active environment, the workspace's folders, the search path. */
export const pythonPlaces = (): { named: string; folders: readonly string[] } => ({
  named: setting('skipscope.python.interpreter'),
  folders: trustedFolders(),
});

/** The user's own Python as the settings choose it, once it has been found; it is looked for in trusted workspaces only. */
export class ChosenPython {
  private found: PythonChoice | undefined;
  private search = 0;

  /** `changed` is called when another Python was found, or none any more. */
  constructor(private readonly changed: () => void) {}

  get choice(): PythonChoice | undefined {
    return this.found;
  }

  async look(): Promise<void> {
    const search = ++this.search;
    const route = setting('skipscope.python.route');
    const mayLook = route !== 'embedded' && vscode.workspace.isTrusted;
    const python = mayLook ? await findPython(pythonPlaces()) : undefined;
    if (search !== this.search) return;
    const before = this.found;
    this.found = python && route !== 'embedded' ? { file: python.file, route } : undefined;
    if (before?.file !== this.found?.file || before?.route !== this.found?.route) this.changed();
  }
}
