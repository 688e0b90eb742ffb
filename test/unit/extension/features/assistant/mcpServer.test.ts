import path from 'node:path';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { registerMcpServer } from '../../../../../src/extension/features/assistant/mcpServer';

interface Server {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  readonly cwd?: object;
}
interface Provider {
  provideMcpServerDefinitions(): Server[];
  resolveMcpServerDefinition(server: Server): Promise<Server>;
}

const host = vi.hoisted(() => ({
  isTrusted: true,
  providers: new Map<string, unknown>(),
  lm: {},
  fired: 0,
  trusted: [] as (() => void)[],
}));
vi.mock('vscode', () => {
  const nothing = { dispose: () => undefined };
  return {
    get lm() {
      return host.lm;
    },
    EventEmitter: class {
      readonly event = () => nothing;
      fire = () => (host.fired += 1);
      dispose = () => undefined;
    },
    McpStdioServerDefinition: class {
      readonly command;
      readonly args;
      readonly env;
      readonly version;
      constructor(...[, command, args, env, version]: [string, string, string[], object, string]) {
        this.command = command;
        this.args = args;
        this.env = env;
        this.version = version;
      }
    },
    Uri: {
      joinPath: ({ fsPath }: { fsPath: string }, name: string) => ({ fsPath: `${fsPath}/${name}` }),
    },
    workspace: {
      get isTrusted() {
        return host.isTrusted;
      },
      workspaceFolders: [{ uri: { scheme: 'file', fsPath: '/work' } }],
      getConfiguration: () => ({
        get: (id: string) =>
          ({ 'skipscope.backend': 'wasm', 'skipscope.python.route': 'embedded' })[id],
      }),
      onDidChangeConfiguration: () => nothing,
      onDidChangeWorkspaceFolders: () => nothing,
      onDidGrantWorkspaceTrust: (granted: () => void) => host.trusted.push(granted) && nothing,
    },
  };
});

const context = {
  extension: { packageJSON: { version: '1.2.3' } },
  globalStorageUri: { fsPath: '/storage' },
  asAbsolutePath: (file: string) => `/extension/${file}`,
} as unknown as Parameters<typeof registerMcpServer>[0]['context'];

function provider(): Provider {
  registerMcpServer({ context });
  return host.providers.get('skipscope.mcp') as Provider;
}

afterAll(() => vi.resetModules());
beforeEach(() => {
  host.isTrusted = true;
  host.providers.clear();
  host.lm = {
    registerMcpServerDefinitionProvider: (id: string, one: object) => {
      host.providers.set(id, one);
      return { dispose: () => undefined };
    },
  };
});

it('offers the bundled command under the settings of the window, run as Node', async () => {
  const one = provider();
  const [server] = one.provideMcpServerDefinitions();
  expect(server).toMatchObject({ command: process.execPath, version: '1.2.3' });
  expect(server!.args.slice(0, 4)).toEqual(['/extension/dist/cli.js', 'mcp', '--backend', 'wasm']);
  expect(server!.args).toContain('--memory');
  expect(server!.env['ELECTRON_RUN_AS_NODE']).toBe('1');
  expect(server!.env['SKIPSCOPE_PACKAGES']!.split(path.delimiter)).toEqual([
    '/work',
    '/storage/tensorflow',
  ]);
  expect(server!.cwd).toMatchObject({ fsPath: '/work' });
  expect(await one.resolveMcpServerDefinition(server!)).toBe(server);
});

it('offers nothing in an untrusted workspace, and tells the editor once it is trusted', () => {
  host.isTrusted = false;
  const one = provider();
  expect(one.provideMcpServerDefinitions()).toEqual([]);
  const before = host.fired;
  for (const granted of host.trusted) granted();
  expect(host.fired).toBeGreaterThan(before);
});

it('registers nothing in an editor that has no such servers', () => {
  host.lm = {};
  expect(() => registerMcpServer({ context })).not.toThrow();
  expect(host.providers.size).toBe(0);
});
