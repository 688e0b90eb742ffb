import * as vscode from 'vscode';

/** The part of the interface of `ms-python.python` that is used (its package `@vscode/python-extension` has all of it). */
interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

const DEFAULT_PATH = 'python.defaultInterpreterPath';

/** The Pythons that the editor uses for the workspace: the Python extension's active environment, then the setting of its own. */
export async function editorPythons(): Promise<readonly string[]> {
  const active = await activePython().catch(() => undefined);
  const told = defaultPath();
  return [active, told].filter((file) => file !== undefined);
}

async function activePython(): Promise<string | undefined> {
  const { environments } = (await pythonExtension()) ?? {};
  if (!environments) return undefined;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const active = environments.getActiveEnvironmentPath(folder);
  const resolved = await environments.resolveEnvironment(active);
  return resolved?.executable.uri?.fsPath;
}

/** The extension, started only where the workspace has Python to show. */
async function pythonExtension(): Promise<PythonExtension | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
  if (!extension) return undefined;
  if (extension.isActive) return extension.exports;
  const [file] = await vscode.workspace.findFiles('**/*.{py,ipynb}', undefined, 1);
  return file && (await extension.activate());
}

/** The setting where somebody set it; `${workspaceFolder}` is the first folder. */
function defaultPath(): string | undefined {
  const told = vscode.workspace.getConfiguration().inspect<string>(DEFAULT_PATH);
  if (!told) return undefined;
  const value = told.workspaceFolderValue ?? told.workspaceValue ?? told.globalValue ?? '';
  if (value === '') return undefined;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return value.replaceAll(/\$\{workspaceFolder(?::[^}]*)?\}/g, folder);
}

/** Calls back when either of them names another Python. */
export function onEditorPythonChange(changed: () => void): vscode.Disposable {
  const subscriptions = [
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(DEFAULT_PATH)) changed();
    }),
  ];
  let isDisposed = false;
  const follow = async (): Promise<void> => {
    const extension = await pythonExtension();
    if (!extension || isDisposed) return;
    subscriptions.push(extension.environments.onDidChangeActiveEnvironmentPath(changed));
  };
  if (vscode.workspace.isTrusted) follow().catch(() => undefined);
  return new vscode.Disposable(() => {
    isDisposed = true;
    for (const subscription of subscriptions) subscription.dispose();
  });
}
