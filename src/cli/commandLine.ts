import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Command, Outputs } from './run/command';
import { nearestAmong } from '../workspace/overrides/nearestName';
import { text, usage, type Flags, type Values } from './terminal/flags';
import { commandFlags, isCommandName, type CommandName } from './run/commandFlags';
import { readExperiment } from './run/experimentOptions';
import { readProfile } from './run/profileOptions';
import { readRunOptions } from './run/runOptions';

interface Parsed {
  readonly values: Values;
  readonly operands: readonly string[];
}

const DEFAULT_FAIL_ON = 'error';

const commands: Readonly<Record<CommandName, (rest: readonly string[]) => Command>> = {
  list: (rest) => {
    const { values, operands } = parse(rest, commandFlags.list);
    return { name: 'list', paths: atLeastOne(operands, 'PATH'), json: values['json'] === true };
  },
  inspect: (rest) => {
    const { values, operands } = parse(rest, commandFlags.inspect);
    const [target] = atLeastOne(operands, 'FILE[#NAME]');
    if (operands.length > 1) throw usage(`inspect takes one FILE, and got ${operands.join(' ')}.`);
    return {
      name: 'inspect',
      target,
      ...(values['try-fixes'] === true && { tryFixes: true as const }),
      run: readRunOptions(values),
      outputs: readOutputs(values),
    };
  },
  check: (rest) => {
    const { values, operands } = parse(rest, commandFlags.check);
    const failOn = text(values, 'fail-on') ?? DEFAULT_FAIL_ON;
    return {
      name: 'check',
      paths: atLeastOne(operands, 'PATH'),
      run: readRunOptions(values),
      failOn: failOn.split(','),
      outputs: readOutputs(values),
    };
  },
  compare: (rest) => {
    const { operands } = parse(rest, commandFlags.compare);
    const [before, after, ...others] = operands;
    if (before === undefined || after === undefined || others.length > 0)
      throw usage('compare takes two reports: BEFORE.json AFTER.json.');
    return { name: 'compare', before, after };
  },
  experiment: (rest) => {
    const { values, operands } = parse(rest, commandFlags.experiment);
    if (operands.length === 0 || values['list'] === true) return { name: 'experiment' };
    const asked = readExperiment(operands, values, os.availableParallelism());
    return { name: 'experiment', asked };
  },
  pin: (rest) => {
    const { values, operands } = parse(rest, commandFlags.pin);
    const run = { ...readRunOptions(values), probe: null };
    return { name: 'pin', paths: atLeastOne(operands, 'PATH'), run };
  },
  profile: (rest) => {
    const { values, operands } = parse(rest, commandFlags.profile);
    return { name: 'profile', asked: readProfile(operands, values) };
  },
  backends: (rest) => {
    const { values, operands } = parse(rest, commandFlags.backends);
    if (operands.length > 0)
      throw usage(`backends takes flags only, and got ${operands.join(' ')}.`);
    return { name: 'backends', json: values['json'] === true, python: text(values, 'python') };
  },
  watch: (rest) => {
    const { values, operands } = parse(rest, commandFlags.watch);
    const [file] = atLeastOne(operands, 'FILE');
    if (operands.length > 1) throw usage(`watch takes one FILE, and got ${operands.join(' ')}.`);
    return { name: 'watch', file, once: values['once'] === true };
  },
  mcp: (rest) => {
    const { values, operands } = parse(rest, commandFlags.mcp);
    const [folder, ...others] = operands;
    if (others.length > 0) throw usage(`mcp takes one FOLDER, and got ${operands.join(' ')}.`);
    return { name: 'mcp', folder, run: readRunOptions(values) };
  },
  setup: (rest) => {
    const { values, operands } = parse(rest, commandFlags.setup);
    if (operands.length > 0) throw usage(`setup takes flags only, and got ${operands.join(' ')}.`);
    const [link, python] = [values['link'] === true, text(values, 'python')];
    if (python !== undefined && !link) throw usage('--python NAME goes with --link.');
    if (link && values['remove'] === true) throw usage('--remove goes alone.');
    return {
      name: 'setup',
      link,
      python,
      remove: values['remove'] === true,
      verbose: values['verbose'] === true,
    };
  },
};

/** Reads the arguments of `skipscope`. Throws a `usage` {@link Failure} for unknown ones. */
export function readCommandLine(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) throw usage('Name a command.');
  if (isHelp(name)) return rest[0] === undefined ? { name: 'help' } : helpOn(rest[0]);
  if (name === '--version' || name === '-v') return { name: 'version' };
  if (rest.some((word) => helpFlags.includes(word))) return helpOn(name);
  return commands[commandNamed(name)](rest);
}

const helpFlags = ['--help', '-h'];
const isHelp = (name: string): boolean => name === 'help' || helpFlags.includes(name);

const helpOn = (name: string): Command =>
  isHelp(name) ? { name: 'help' } : { name: 'help', of: commandNamed(name) };

function commandNamed(name: string): CommandName {
  if (isCommandName(name)) return name;
  throw usage(`There is no command ${name}.${didYouMean(name, Object.keys(commands))}`);
}

function parse(args: readonly string[], options: Flags): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    });
    return { values: values as Values, operands: positionals };
  } catch (error) {
    // Node's first sentence says what is wrong; the rest of it is advice on `--`.
    const [sentence] = String(error instanceof Error ? error.message : error).split('. ');
    const said = `${sentence ?? ''}.`.replace('..', '.');
    const [, flag] = /^Unknown option '--([\w-]+)'/.exec(said) ?? [];
    throw usage(said + (flag === undefined ? '' : didYouMean(flag, Object.keys(options), '--')));
  }
}

/** The nearest of the known names, as a question; empty if none is near. */
function didYouMean(given: string, known: readonly string[], before = ''): string {
  const nearest = nearestAmong(known)(given);
  return nearest === undefined ? '' : ` Did you mean ${before}${nearest}?`;
}

function atLeastOne(operands: readonly string[], what: string): [string, ...string[]] {
  const [first, ...others] = operands;
  if (first === undefined) throw usage(`${what} is missing.`);
  return [first, ...others];
}

function readOutputs(values: Values): Outputs {
  if (text(values, 'svg') !== undefined) {
    throw usage('A graph is drawn in a browser: write --html FILE and open it.');
  }
  const given = (['json', 'html', 'sarif'] as const).flatMap((flag) => {
    const file = text(values, flag);
    return file === undefined ? [] : [[flag, file] as const];
  });
  return Object.fromEntries(given);
}
