import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  RootsListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { ToolDefinition, ToolHost, ToolProgress } from '../assistant/toolHost';

/** The place of a server: its streams, which hold the protocol and nothing else, and its folder. */
export interface ServedPlace {
  readonly input: Readable;
  readonly output: Writable;
  /** Absolute; the client's roots where none is given, and the working folder where it has none. */
  readonly folder: string | undefined;
  readonly signal: AbortSignal;
}

type Server = McpServer['server'];

/** The exports of the bundle that holds the protocol. */
export interface McpBundle {
  readonly serve: (host: ToolHost, place: ServedPlace) => Promise<void>;
}

const shown = ({ name, title, description, inputSchema, runsCode }: ToolDefinition) => ({
  name,
  title,
  description,
  inputSchema: { ...inputSchema, type: 'object' as const },
  annotations: {
    title,
    readOnlyHint: !runsCode,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
});

/** The folders of a session: the given one, else the client's roots, asked for once and after each change. */
class Folders {
  private asked: Promise<readonly string[]> | undefined;

  constructor(
    private readonly server: Server,
    private readonly folder: string | undefined,
  ) {
    server.setNotificationHandler(RootsListChangedNotificationSchema, () => {
      this.asked = undefined;
    });
  }

  get all(): Promise<readonly string[]> {
    return (this.asked ??= this.ask());
  }

  private async ask(): Promise<readonly string[]> {
    if (this.folder !== undefined) return [this.folder];
    if (!this.server.getClientCapabilities()?.roots) return [process.cwd()];
    const { roots } = await this.server.listRoots().catch(() => ({ roots: [] }));
    const folders = roots
      .filter(({ uri }) => uri.startsWith('file:'))
      .map(({ uri }) => path.resolve(fileURLToPath(uri)));
    return folders.length > 0 ? folders : [process.cwd()];
  }
}

function answerCalls(server: Server, host: ToolHost, folders: Folders): void {
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: host.tools.map(shown) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { progressToken } = params._meta ?? {};
    const progress = (at: ToolProgress): void => {
      if (progressToken === undefined || extra.signal.aborted) return;
      const told = { method: 'notifications/progress' as const, params: { progressToken, ...at } };
      // A client that is gone hears nothing; the end of the connection stops the call.
      extra.sendNotification(told).catch(() => undefined);
    };
    const { text, isError } = await host.call(params.name, {
      input: params.arguments,
      folders: await folders.all,
      signal: extra.signal,
      progress,
    });
    return { content: [{ type: 'text' as const, text }], isError };
  });
}

/** Serves tools over the Model Context Protocol until the client closes the connection or `signal` stops it. */
export async function serve(host: ToolHost, place: ServedPlace): Promise<void> {
  const { name, version, instructions } = host;
  const { server } = new McpServer(
    { name, version },
    { capabilities: { tools: {} }, instructions },
  );
  answerCalls(server, host, new Folders(server, place.folder));
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  const close = (): void => void server.close();
  place.input.once('end', close);
  place.input.once('close', close);
  place.signal.addEventListener('abort', close, { once: true });
  await server.connect(new StdioServerTransport(place.input, place.output));
  await closed;
}
