// Commands of other programs that a script can do without.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a command to its end, whatever it is. */
export async function run(command, args, options = {}) {
  try {
    const printed = await promisify(execFile)(command, args, { maxBuffer: Infinity, ...options });
    return { succeeded: true, ...printed };
  } catch ({ stdout = '', stderr = '' }) {
    return { succeeded: false, stdout, stderr };
  }
}

/** The first of some commands that runs with these arguments; `undefined` if none does. */
export async function firstThatRuns(names, ...args) {
  for (const name of names) {
    const { succeeded } = await run(name, args);
    if (succeeded) return name;
  }
  return undefined;
}

export const pythonWithPip = () => firstThatRuns(['python3', 'python'], '-m', 'pip', '--version');

/** Flags that keep pip from waiting or asking. */
export const pipLimits = ['--retries=1', '--timeout=30', '--disable-pip-version-check', '--quiet'];

/** The last error that pip printed. */
export const pipError = (stderr) =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('ERROR'))
    .at(-1);
