#!/usr/bin/env node
import { toFailureInfo } from '../shared/base/failures';
import { backends } from './commands/backends';
import { check } from './commands/check';
import { compare } from './commands/compare';
import { experiment } from './commands/experiment';
import { inspect } from './commands/inspect';
import { list } from './commands/list';
import { mcp } from './commands/mcp';
import { pin } from './commands/pin';
import { profile } from './commands/profile';
import { setUp } from './commands/setUp';
import { watch } from './commands/watch';
import { readCommandLine } from './commandLine';
import { commandHelpText } from './help/commandHelp';
import { usageText } from './help/usage';
import type { Command } from './run/command';
import { exitCodeOf, exitCodes, type ExitCode } from './terminal/exitCodes';
import { Interrupt } from './terminal/interrupt';
import { tell, tellFailure } from './terminal/failureText';
import { processTerminal, type Terminal } from './terminal/terminal';
import { version } from './terminal/version';
import { oneLine } from './terminal/visible';

async function run(command: Command, terminal: Terminal, interrupt: Interrupt): Promise<ExitCode> {
  switch (command.name) {
    case 'help':
      terminal.out(command.of ? commandHelpText(command.of) : usageText);
      return exitCodes.fine;
    case 'version':
      terminal.out(`${version}\n`);
      return exitCodes.fine;
    case 'list':
      return list(command, terminal, interrupt.signal);
    case 'inspect':
      return inspect(command, terminal, interrupt);
    case 'check':
      return check(command, terminal, interrupt);
    case 'compare':
      return compare(command, terminal);
    case 'experiment':
      return experiment(command, terminal, interrupt);
    case 'pin':
      return pin(command, terminal, interrupt);
    case 'profile':
      return profile(command, terminal, interrupt);
    case 'mcp':
      return mcp(command, terminal, interrupt);
    case 'backends':
      return backends(command, terminal, interrupt);
    case 'watch':
      return watch(command, terminal, interrupt);
    case 'setup':
      return setUp(command, terminal, interrupt);
  }
}

/** The exit code once output is lost; the command's own 1 would mean findings. */
let lost: ExitCode | undefined;

async function main(args: readonly string[]): Promise<ExitCode> {
  const interrupt = new Interrupt();
  const terminal = processTerminal((error) => {
    lost ??= tellLost(error, terminal);
    process.exitCode = lost;
    interrupt.stop();
  });
  let command: Command | undefined;
  try {
    command = readCommandLine(args);
    return await run(command, terminal, interrupt);
  } catch (error) {
    if (lost !== undefined) return lost;
    const failure = toFailureInfo(error);
    tellFailure(failure, terminal);
    // A valid command needs no usage text, and nobody finds a fault below a page of it.
    if (args.length === 0) terminal.err(`\n${usageText}`);
    else if (!command)
      terminal.err(
        'skipscope --help lists the commands and their flags, and skipscope COMMAND --help explains one.\n',
      );
    return exitCodeOf(failure.code);
  }
}

function tellLost({ code, message }: NodeJS.ErrnoException, terminal: Terminal): ExitCode {
  if (code === 'EPIPE') return exitCodes.unread;
  const why = code === 'ENOSPC' ? 'no space is left on the device' : message;
  tell(`The output cannot be written: ${oneLine(why)}.`, terminal);
  return exitCodes.usage;
}

// Not `process.exit`, which would cut off output that is still on its way to a pipe.
void main(process.argv.slice(2)).then((code) => (process.exitCode = lost ?? code));
