import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entry } from './command';

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Asks for help, which goes to a file descriptor, or to a pipe that nobody reads. */
function help(stdout: number | 'pipe'): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(process.execPath, [entry, '--help'], {
      stdio: ['ignore', stdout, 'pipe'],
      env,
    });
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (text) => (stderr += String(text)));
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

describe('output that is lost', () => {
  it('ends quietly where its reader has gone', async () => {
    expect(await help('pipe')).toEqual({ code: 141, stderr: '' });
  });

  // Only Linux has a device that is always full.
  it.runIf(existsSync('/dev/full'))('is told of where no space is left', async () => {
    const full = openSync('/dev/full', 'w');
    const stderr = 'skipscope: The output cannot be written: no space is left on the device.\n';
    expect(await help(full)).toEqual({ code: 2, stderr });
    closeSync(full);
  });
});
