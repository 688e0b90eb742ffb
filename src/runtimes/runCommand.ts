import { spawn } from 'node:child_process';
import { Failure } from '../shared/base/failures';

export interface CommandOptions {
  readonly cwd?: string;
  /** Receives the command's output as it comes. */
  readonly log: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The end of a command that could be started. */
export interface CommandEnd {
  readonly ok: boolean;
  readonly stdout: string;
  /** Both streams, as they came. */
  readonly output: string;
}

const isWindows = process.platform === 'win32';

/**
 * Runs a command to its end; `undefined` if there is none of that name.
 * An abort ends it with everything that it started, and throws `cancelled`.
 */
export async function runCommand(
  [command, ...args]: readonly [string, ...string[]],
  { cwd, log, signal }: CommandOptions,
): Promise<CommandEnd | undefined> {
  if (signal.aborted) throw cancelled();
  log(`> ${[command, ...args].join(' ')}\n`);
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that compilers and installers end with it.
    detached: !isWindows,
    // npm is a script there.
    shell: isWindows && command === 'npm',
    env: plainEnvironment(),
  });
  const end = () => endGroup(child.pid);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await ending(child, log);
  } finally {
    signal.removeEventListener('abort', end);
    throwIfAborted(signal);
  }
}

const cancelled = (): Failure => new Failure('cancelled', 'by the caller');

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** The environment without the variables that an editor sets for its own processes. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ELECTRON_RUN_AS_NODE: undefined, NODE_OPTIONS: undefined };
}

function ending(
  child: ReturnType<typeof spawn>,
  log: (text: string) => void,
): Promise<CommandEnd | undefined> {
  let [stdout, output] = ['', ''];
  const take = (text: string): void => {
    output += text;
    log(text);
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    take(text);
  });
  child.stderr?.setEncoding('utf8').on('data', take);
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve({ ok: code === 0, stdout, output }));
  });
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    if (isWindows) spawn('taskkill', ['/pid', String(leader), '/t', '/f']);
    else process.kill(-leader, 'SIGKILL');
  } catch {
    // It has just exited.
  }
}
