import { lstatSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = realpathSync(tmpdir());

/** A path with its links followed, as far as it exists; a link that leads nowhere has none. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    if (lstatSync(path, { throwIfNoEntry: false })) return undefined;
    const parent = dirname(path);
    const above = parent === path ? path : realPath(parent);
    return above === undefined ? undefined : resolve(above, path.slice(parent.length + 1));
  }
}

function textOf(path: unknown): string | undefined {
  if (typeof path === 'string') return path;
  if (path instanceof URL && path.protocol === 'file:') return fileURLToPath(path);
  return Buffer.isBuffer(path) ? path.toString() : undefined;
}

/** Tells whether a path, its links followed, lies below the system's temporary folder. */
export function isTemporary(path: unknown): boolean {
  const text = textOf(path);
  const real = text === undefined ? undefined : realPath(resolve(text));
  return real?.startsWith(folder + sep) === true;
}

const second: ReadonlySet<string> = new Set(['copyFile', 'cp']);
// The target of a link could be anywhere.
const never: ReadonlySet<string> = new Set(['link', 'symlink']);

/** Tells whether a call of the file system would only change files in the temporary folder. */
export function changesOnlyTemporary(name: string, args: readonly unknown[]): boolean {
  const plain = name.replace(/Sync$/, '');
  if (never.has(plain)) return false;
  if (plain === 'rename') return args.slice(0, 2).every(isTemporary);
  return isTemporary(second.has(plain) ? args[1] : args[0]);
}
