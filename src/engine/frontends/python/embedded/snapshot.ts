import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptName, type KeptFile } from '../../../../shared/protocol/keptFile';
import type { PythonHome } from './home';

type SnapshotKey = Pick<KeptFile, 'kind' | 'key'>;

/**
 * The name of a snapshot: those of other versions cannot be loaded. What WebAssembly offers differs between
 * versions of V8, and with it the functions in a Python's table.
 */
export function snapshotKey({ pyodide, fingerprint }: PythonHome): SnapshotKey {
  const { version } = JSON.parse(readFileSync(join(pyodide, 'package.json'), 'utf8')) as {
    version: string;
  };
  const v8 = process.versions.v8.split('.')[0] ?? '';
  return { kind: 'python', key: `${version}-${fingerprint}-v8.${v8}` };
}

/** The memory of an earlier Python with the same packages; `undefined` if the host kept none. */
export function readSnapshot(cache: string | undefined, key: SnapshotKey): Uint8Array | undefined {
  if (cache === undefined) return undefined;
  try {
    return readFileSync(join(cache, keptName(key)));
  } catch {
    return undefined;
  }
}
