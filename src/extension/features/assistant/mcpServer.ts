import path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { chosenPython } from '../../core/engine/chosenPython';
import { packagePlaces } from '../../core/engine/packagePlaces';
import { mcpProviderId } from '../../core/manifest/contributions';
import { onSettingChange, setting } from '../../core/manifest/settings';
import type { Services } from '../../core/services';

type Context = Services['context'];

/** The settings that its command line carries. */
const settings = [
  'skipscope.backend',
  'skipscope.engine.deadlineSeconds',
  'skipscope.engine.memoryMegabytes',
  'skipscope.engine.allowNetwork',
  'skipscope.engine.packages',
  'skipscope.python.interpreter',
  'skipscope.python.route',
] as const;

/** The command of the terminal that serves assistants, run by the editor's own Node. */
function definitionOf(context: Context): vscode.McpStdioServerDefinition {
  const args = [
    context.asAbsolutePath('dist/cli.js'),
    'mcp',
    ...['--backend', setting('skipscope.backend')],
    ...['--timeout', String(setting('skipscope.engine.deadlineSeconds'))],
    ...['--memory', String(setting('skipscope.engine.memoryMegabytes'))],
    ...(setting('skipscope.engine.allowNetwork') ? ['--allow-network'] : []),
  ];
  const env = {
    // In the editor `process.execPath` is Electron; this makes it behave as Node.
    ELECTRON_RUN_AS_NODE: '1',
    SKIPSCOPE_PACKAGES: packagePlaces(context.globalStorageUri).join(path.delimiter),
  };
  const { version } = context.extension.packageJSON as { readonly version: string };
  const made = new vscode.McpStdioServerDefinition(
    'SkipScope',
    process.execPath,
    args,
    env,
    version,
  );
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder?.uri.scheme === 'file') made.cwd = folder.uri;
  return made;
}

/** Looks for the user's own Python only when the server starts: that takes seconds. */
async function withPython(
  server: vscode.McpStdioServerDefinition,
): Promise<vscode.McpStdioServerDefinition> {
  const python = await chosenPython();
  if (python) server.args = [...server.args, '--python', python.file];
  return server;
}

/** Offers the assistants of the editor the tools of `skipscope mcp`, in trusted workspaces: they run their code. */
export function registerMcpServer({ context }: Pick<Services, 'context'>): Disposable {
  const store = new DisposableStore();
  // Editors before 1.101 lack it, whatever the types say.
  const lm = vscode.lm as Partial<typeof vscode.lm> | undefined;
  if (typeof lm?.registerMcpServerDefinitionProvider !== 'function') return store;
  const changed = store.add(new vscode.EventEmitter<void>());
  const fire = (): void => changed.fire();
  store.add(
    lm.registerMcpServerDefinitionProvider(mcpProviderId, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () =>
        vscode.workspace.isTrusted ? [definitionOf(context)] : [],
      resolveMcpServerDefinition: (server) =>
        server instanceof vscode.McpStdioServerDefinition ? withPython(server) : server,
    }),
  );
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(fire));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(fire));
  store.add(onSettingChange(settings, fire));
  return store;
}
