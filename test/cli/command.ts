import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
export const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled `skipscope` in a folder. */
export function skipscope(args: readonly string[], cwd = repository): Promise<Finished> {
  return new Promise((resolve) => {
    // Tests ignore the user's own set-up.
    const env = { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: path.join(repository, 'out') };
    const options = { cwd, maxBuffer: 1e9, env };
    const child = execFile(process.execPath, [entry, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
