import { execFileSync } from 'node:child_process';

/** Process ids of the living children of a process, of this one where none is named; zombies that wait to be reaped count too. */
export function childProcesses(of = process.pid): readonly number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  return rows
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, parent, name]) => Number(parent) === of && name !== 'ps')
    .map(([id]) => Number(id));
}

/** Resolves when `holds` does; rejects after half a minute, saying what was waited for. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited in vain until ${what}`);
}

/** Tells whether a process runs; zombies do not count. */
export function isAlive(id: number): boolean {
  try {
    return !execFileSync('/bin/ps', ['-o', 'stat=', '-p', String(id)], { encoding: 'utf8' })
      .trim()
      .startsWith('Z');
  } catch {
    return false;
  }
}
