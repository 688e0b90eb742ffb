import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The part of a snapshot's name that tells it from others: those of other versions cannot be loaded. */
export interface SnapshotKey {
  readonly pyodide: string;
  /** That of our packages. */
  readonly fingerprint: string;
}

const PREFIX = 'python-';
const SUFFIX = '.snapshot';

/** The folder that the host names, else the user's own for caches. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env['SKIPSCOPE_CACHE'] ??
  join(env['XDG_CACHE_HOME'] ?? env['LOCALAPPDATA'] ?? join(homedir(), '.cache'), 'skipscope');

/** What WebAssembly offers differs between versions of V8, and with it the functions in a Python's table. */
const nameOf = ({ pyodide, fingerprint }: SnapshotKey): string =>
  `${PREFIX}${pyodide}-${fingerprint}-v8.${process.versions.v8.split('.')[0] ?? ''}${SUFFIX}`;

/** The memory of an earlier Python with the same packages; `undefined` where none was kept. */
export function readSnapshot(folder: string, key: SnapshotKey): Uint8Array | undefined {
  try {
    return readFileSync(join(folder, nameOf(key)));
  } catch {
    return undefined;
  }
}

/** Keeps a memory, and drops those that no version reads any longer. Where it cannot be written nothing is kept. */
export function keepSnapshot(folder: string, key: SnapshotKey, memory: Uint8Array): void {
  const name = nameOf(key);
  const unfinished = join(folder, `${name}.${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    for (const other of readdirSync(folder)) {
      if (other.startsWith(PREFIX) && other.endsWith(SUFFIX)) rmSync(join(folder, other));
    }
    writeFileSync(unfinished, memory);
    renameSync(unfinished, join(folder, name));
  } catch {
    remove(unfinished);
  }
}

/** Forgets a memory that could not be loaded. */
export const dropSnapshot = (folder: string, key: SnapshotKey): void =>
  remove(join(folder, nameOf(key)));

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A folder that cannot be written to.
  }
}
