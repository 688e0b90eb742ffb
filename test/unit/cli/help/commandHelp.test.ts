import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../../src/cli/commandLine';
import { commandHelpText } from '../../../../src/cli/help/commandHelp';
import { flagHelp, ownFlagHelp, refusedFlags } from '../../../../src/cli/help/flagHelp';
import { usageText } from '../../../../src/cli/help/usage';
import { commandFlags, type CommandName } from '../../../../src/cli/run/commandFlags';

const names = Object.keys(commandFlags) as CommandName[];
const flagsOf = (name: CommandName): string[] =>
  Object.keys(commandFlags[name]).filter((flag) => !refusedFlags.includes(flag));

describe('skipscope COMMAND --help', () => {
  it('is there for every command of `skipscope --help`', () => {
    const listed = [...usageText.matchAll(/^skipscope ([a-z]+)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...names].sort());
  });

  it.each(names)('of %s says what it does, each flag that it takes, and an example', (name) => {
    const text = commandHelpText(name);
    const [usage, , does] = text.split('\n');
    expect(usage).toMatch(new RegExp(`^skipscope ${name}( |$)`));
    expect(does).toMatch(/^[A-Z]/);
    const told = [...text.matchAll(/^ {2}--([\w-]+).* {2}[A-Z0-9]/gm)].map(([, flag]) => flag);
    expect(told).toEqual(flagsOf(name));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it.each(names)('gives %s an example that it takes', (name) => {
    const [, example = ''] = /^Example: skipscope (.*)$/m.exec(commandHelpText(name)) ?? [];
    expect(readCommandLine(example.split(' '))).toMatchObject({ name });
  });

  it('is asked for by a flag anywhere behind the command, or by help', () => {
    for (const line of ['inspect --help', 'inspect a.ts --steps 3 -h', 'help inspect'])
      expect(readCommandLine(line.split(' '))).toEqual({ name: 'help', of: 'inspect' });
    expect(() => readCommandLine(['inspct', '--help'])).toThrow(/Did you mean inspect/);
  });

  it('explains no flag that no command takes', () => {
    const taken = new Set(names.flatMap((name) => Object.keys(commandFlags[name])));
    expect(Object.keys(flagHelp).filter((flag) => !taken.has(flag))).toEqual([]);
    for (const [name, own] of Object.entries(ownFlagHelp))
      expect(
        Object.keys(own).filter((flag) => !flagsOf(name as CommandName).includes(flag)),
      ).toEqual([]);
  });
});
