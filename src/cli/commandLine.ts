import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Command, Outputs } from './run/command';
import { nearestAmong } from '../workspace/overrides/nearestName';
import { text, usage, type Flags, type Values } from './terminal/flags';
import { experimentFlags, readExperiment } from './run/experimentOptions';
import { profileFlags, readProfile } from './run/profileOptions';
import { readRunOptions, runFlags } from './run/runOptions';

interface Parsed {
  readonly values: Values;
  readonly operands: readonly string[];
}

const fileFlags: Flags = { json: { type: 'string' }, sarif: { type: 'string' } };
const graphFlags: Flags = { html: { type: 'string' }, svg: { type: 'string' } };
const setUpFlags: Flags = {
  link: { type: 'boolean' },
  python: { type: 'string' },
  remove: { type: 'boolean' },
  verbose: { type: 'boolean' },
};
const DEFAULT_FAIL_ON = 'error';

const commands: Readonly<Record<string, (rest: readonly string[]) => Command>> = {
  list: (rest) => {
    const { values, operands } = parse(rest, { json: { type: 'boolean' } });
    return { name: 'list', paths: atLeastOne(operands, 'PATH'), json: values['json'] === true };
  },
  inspect: (rest) => {
    const { values, operands } = parse(rest, {
      ...runFlags,
      ...fileFlags,
      ...graphFlags,
      'try-fixes': { type: 'boolean' },
    });
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
    const flags: Flags = { ...runFlags, ...fileFlags, 'fail-on': { type: 'string' } };
    const { values, operands } = parse(rest, flags);
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
    const { operands } = parse(rest, {});
    const [before, after, ...others] = operands;
    if (before === undefined || after === undefined || others.length > 0)
      throw usage('compare takes two reports: BEFORE.json AFTER.json.');
    return { name: 'compare', before, after };
  },
  experiment: (rest) => {
    const { values, operands } = parse(rest, experimentFlags);
    if (operands.length === 0 || values['list'] === true) return { name: 'experiment' };
    const asked = readExperiment(operands, values, os.availableParallelism());
    return { name: 'experiment', asked };
  },
  pin: (rest) => {
    const { values, operands } = parse(rest, runFlags);
    const run = { ...readRunOptions(values), probe: null };
    return { name: 'pin', paths: atLeastOne(operands, 'PATH'), run };
  },
  profile: (rest) => {
    const { values, operands } = parse(rest, profileFlags);
    return { name: 'profile', asked: readProfile(operands, values) };
  },
  backends: (rest) => {
    const flags: Flags = { json: { type: 'boolean' }, python: { type: 'string' } };
    const { values, operands } = parse(rest, flags);
    if (operands.length > 0)
      throw usage(`backends takes flags only, and got ${operands.join(' ')}.`);
    return { name: 'backends', json: values['json'] === true, python: text(values, 'python') };
  },
  watch: (rest) => {
    const { values, operands } = parse(rest, { once: { type: 'boolean' } });
    const [file] = atLeastOne(operands, 'FILE');
    if (operands.length > 1) throw usage(`watch takes one FILE, and got ${operands.join(' ')}.`);
    return { name: 'watch', file, once: values['once'] === true };
  },
  setup: (rest) => {
    const { values, operands } = parse(rest, setUpFlags);
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
  if (args.includes('--help') || args.includes('-h') || name === 'help') return { name: 'help' };
  if (name === '--version' || name === '-v') return { name: 'version' };
  const read = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!read) throw usage(`There is no command ${name}.${didYouMean(name, Object.keys(commands))}`);
  return read(rest);
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
