import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import path from 'node:path';
import { openToolHost } from '../assistant/openToolHost';
import type { McpBundle } from '../mcp/serve';
import type { Command } from '../run/command';
import { bundle } from '../terminal/bundle';
import { exitCodes, type ExitCode } from '../terminal/exitCodes';
import { usage } from '../terminal/flags';
import type { Interrupt } from '../terminal/interrupt';
import type { Terminal } from '../terminal/terminal';
import { version } from '../terminal/version';

type McpCommand = Extract<Command, { name: 'mcp' }>;

/** Everything but the protocol goes to stderr. */
const besideProtocol = (terminal: Terminal): Terminal => ({
  ...terminal,
  out: (text) => terminal.err(text),
  raw: (text) => terminal.err(text),
  live: false,
});

/** Absolute. Throws a `usage` failure for what is no folder. */
function folderOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const folder = path.resolve(given);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw usage(`mcp takes a folder, and ${given} is none.`);
  return folder;
}

/** Serves the tools of assistants over stdin and stdout until the client closes them. */
export async function mcp(
  { folder, run }: McpCommand,
  terminal: Terminal,
  interrupt: Interrupt,
): Promise<ExitCode> {
  const place = {
    input: process.stdin,
    output: process.stdout,
    folder: folderOf(folder),
    signal: interrupt.signal,
  };
  const host = openToolHost({ run, terminal: besideProtocol(terminal) }, version);
  const file = bundle('mcp.js');
  const { serve } = createRequire(file)(file) as McpBundle;
  await interrupt.during(() => serve(host, place));
  return exitCodes.fine;
}
