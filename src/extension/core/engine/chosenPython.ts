import * as vscode from 'vscode';
import {
  findPython,
  pythonStatuses,
  type PythonPlaces,
  type PythonStatus,
} from '../../../engineClient/python/findPython';
import { environmentPackages } from '../../../engineClient/python/packageFolders';
import type { PythonChoice } from '../../../engineClient/python/pythonHelper';
import { setting } from '../manifest/settings';
import { editorPythons } from './pythonExtension';

export type { PythonStatus };

/** Local folders of the workspace, whose environments may run only where the workspace is trusted. */
const trustedFolders = (): readonly string[] =>
  vscode.workspace.isTrusted
    ? (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath)
    : [];

/** The places to search for a Python: the setting, the editor's, the active environment, the workspace's folders, the search path. */
async function pythonPlaces(): Promise<PythonPlaces> {
  const named = setting('skipscope.python.interpreter');
  return { named, folders: trustedFolders(), editor: named === '' ? await editorPythons() : [] };
}

/** Every Python of the window with its torch or the reason that it is not taken; none is started in an untrusted workspace. */
export const windowPythons = async (): Promise<readonly PythonStatus[]> =>
  vscode.workspace.isTrusted ? pythonStatuses(await pythonPlaces()) : [];

/** The means of definitions in Python besides the embedded Python. */
interface PythonMeans {
  readonly choice?: PythonChoice | undefined;
  /** The folders of packages that the embedded Python may read. */
  readonly packages: readonly string[];
}

/** The user's own Python as the settings choose it, once it has been found; it is looked for in trusted workspaces only. */
export class ChosenPython {
  private found: PythonMeans = { packages: [] };
  private search = 0;

  /** `changed` is called when another Python was found, or none any more. */
  constructor(private readonly changed: () => void) {}

  get means(): PythonMeans {
    return this.found;
  }

  async look(): Promise<void> {
    const search = ++this.search;
    const found = await pythonMeans();
    if (search !== this.search) return;
    const isSame = JSON.stringify(found) === JSON.stringify(this.found);
    this.found = found;
    if (!isSame) this.changed();
  }
}

async function pythonMeans(): Promise<PythonMeans> {
  if (!vscode.workspace.isTrusted) return { packages: [] };
  const choice = await chosenPython();
  const named = setting('skipscope.python.interpreter');
  const file = choice?.file ?? (named === '' ? undefined : named);
  return { choice, packages: environmentPackages(await pythonPlaces(), file) };
}

/** The user's own Python as the settings choose it; `undefined` where the embedded one does all. */
export async function chosenPython(): Promise<PythonChoice | undefined> {
  const route = setting('skipscope.python.route');
  if (route === 'embedded' || !vscode.workspace.isTrusted) return undefined;
  const python = await findPython(await pythonPlaces());
  return python && { file: python.file, route };
}
