import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** The files that an embedded Python starts from. */
export interface PythonHome {
  /** The folder of Pyodide's own files. */
  readonly pyodide: string;
  /** Our Python packages: `skipscope/…`, and below `embedded/` the stand-ins. */
  readonly packages: ReadonlyMap<string, Uint8Array>;
  /** Equal for equal packages. */
  readonly fingerprint: string;
}

/** The home beside the bundle, or that of the sources if the code runs from them. Reads all packages. */
export function pythonHome(): PythonHome {
  const zip = join(__dirname, 'python.zip');
  if (existsSync(zip)) {
    return homeOf(join(__dirname, 'pyodide'), Object.entries(unzipSync(readFileSync(zip))));
  }
  const pyodide = dirname(createRequire(__filename).resolve('pyodide'));
  return homeOf(pyodide, [...filesBelow(join(pyodide, '../../python'))]);
}

export function homeOf(
  pyodide: string,
  entries: readonly (readonly [name: string, bytes: Uint8Array])[],
): PythonHome {
  const files = entries.filter(([name]) => !name.endsWith('/'));
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  return { pyodide, packages: new Map(files), fingerprint: hash.digest('hex').slice(0, 16) };
}

/** Every Python file below a folder, by its path relative to it, in alphabetical order. */
export function* filesBelow(folder: string, below = ''): Generator<readonly [string, Uint8Array]> {
  if (!existsSync(join(folder, below))) return;
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(folder, name);
    else if (name.endsWith('.py')) yield [name, new Uint8Array(readFileSync(join(folder, name)))];
  }
}
