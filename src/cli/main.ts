#!/usr/bin/env node
import { toFailureInfo } from '../shared/base/failures';
import { backends } from './commands/backends';
import { check } from './commands/check';
import { compare } from './commands/compare';
import { inspect } from './commands/inspect';
import { list } from './commands/list';
import { setUp } from './commands/setUp';
import { readCommandLine } from './commandLine';
import type { Command } from './run/command';
import { exitCodeOf, exitCodes, type ExitCode } from './terminal/exitCodes';
import { failureText } from './run/runModel';
import { processTerminal, type Terminal } from './terminal/terminal';
import { usageText } from './usage';
import { version } from './terminal/version';

async function run(command: Command, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  switch (command.name) {
    case 'help':
      terminal.out(usageText);
      return exitCodes.fine;
    case 'version':
      terminal.out(`${version}\n`);
      return exitCodes.fine;
    case 'list':
      return list(command, terminal, signal);
    case 'inspect':
      return inspect(command, terminal, signal);
    case 'check':
      return check(command, terminal, signal);
    case 'compare':
      return compare(command, terminal);
    case 'backends':
      return backends(command.json, terminal, signal);
    case 'setup':
      return setUp(command, terminal, signal);
  }
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  let command: Command | undefined;
  try {
    command = readCommandLine(args);
    return await run(command, terminal, interrupt.signal);
  } catch (error) {
    const failure = toFailureInfo(error);
    terminal.err(`${terminal.colours.red('skipscope:')} ${failureText(failure)}\n`);
    // A valid command needs no usage text.
    if (!command) terminal.err(`\n${usageText}`);
    return exitCodeOf(failure.code);
  }
}

// Not `process.exit`, which would cut off output that is still on its way to a pipe.
void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
