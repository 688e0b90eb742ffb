import type { KeptFile } from '../../../../shared/protocol/keptFile';
import { pythonHome, type PythonHome } from './home';
import { startPython, type EmbeddedPython } from './pyodide';
import { readSnapshot, snapshotKey } from './snapshot';

/** A definition needs some 60 MB; this stays below the ceiling of the process, which counts everything. */
const MEMORY_BYTES = 1 << 30;

interface PythonOptions {
  readonly home?: PythonHome;
  /** The folder in which the host keeps snapshots. */
  readonly cache?: string | undefined;
  /** Receives the memory of a Python that started from the beginning; without it no snapshot is made. */
  readonly keep?: ((file: KeptFile) => void) | undefined;
  readonly memoryBytes?: number;
  readonly print?: (line: string) => void;
}

/**
 * Starts a locked Python: from the snapshot of an earlier one if there is one that loads, else from the
 * beginning. Rejects if Pyodide cannot be loaded.
 */
export async function openPython(options: PythonOptions = {}): Promise<EmbeddedPython> {
  const { home = pythonHome(), cache = process.env['SKIPSCOPE_CACHE'], keep } = options;
  const key = snapshotKey(home);
  const start = {
    home,
    memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    print: options.print ?? ((line: string) => console.log(line)),
  };
  const snapshot = readSnapshot(cache, key);
  const fromIt = snapshot && (await startPython({ ...start, snapshot }).catch(() => undefined));
  if (fromIt) return fromIt;
  if (!keep || cache === undefined) return startPython(start);
  return startPython({ ...start, keepSnapshot: (bytes) => keep({ ...key, bytes }) });
}
