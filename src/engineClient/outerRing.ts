import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const native = ['tfjs-node', 'tfjs-node-gpu'];

const holdsNative = (folder: string): boolean =>
  native.some((name) => existsSync(join(folder, 'node_modules', '@tensorflow', name)));

/** The temporary folder as it is named and as links lead to it: Node compares the paths that it is given. */
function temporaryFolders(): readonly string[] {
  const named = tmpdir();
  try {
    return [...new Set([named, realpathSync.native(named)])];
  } catch {
    return [];
  }
}

/**
 * The flags of Node's permission model for an engine, the outer of two rings: it writes the temporary folder
 * only, and starts no process. It reads everything, since a spare starts before anybody knows which model and
 * which data it will be asked for. Threads stay allowed, since the watchdog is one, and native libraries
 * if a backend has one; both are held by the lock inside.
 * @param packages folders whose `node_modules` may hold native backends
 * @param known the flags of this Node; without a permission model among them there are none to give
 */
export function ringFlags(
  packages: readonly string[] = [],
  known: ReadonlySet<string> = process.allowedNodeEnvironmentFlags,
): readonly string[] {
  const model = ['--permission', '--experimental-permission'].find((flag) => known.has(flag));
  if (model === undefined) return [];
  const has = (flag: string): string[] => (known.has(flag) ? [flag] : []);
  return [
    model,
    '--allow-fs-read=*',
    ...temporaryFolders().map((folder) => `--allow-fs-write=${join(folder, '*')}`),
    '--allow-worker',
    ...(packages.some(holdsNative) ? has('--allow-addons') : []),
    ...has('--allow-net'),
    // Node would call them experimental, or dangerous, with every start.
    ...(known.has('--disable-warning')
      ? ['--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning']
      : []),
  ];
}
