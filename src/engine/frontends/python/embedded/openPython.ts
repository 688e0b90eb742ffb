import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonHome, type PythonHome } from './home';
import { startPython, type EmbeddedPython } from './pyodide';
import { cacheFolder, dropSnapshot, keepSnapshot, readSnapshot } from './snapshot';

/** A definition needs some 60 MB; this stays below the ceiling of the process, which counts everything. */
const MEMORY_BYTES = 1 << 30;

interface PythonOptions {
  readonly home?: PythonHome;
  /** The folder that snapshots are kept in. */
  readonly cache?: string;
  readonly memoryBytes?: number;
  readonly print?: (line: string) => void;
}

/**
 * Starts a locked Python: from the snapshot of an earlier one where there is one that loads, else from the
 * beginning, whose memory is then kept for the next one. Rejects where Pyodide cannot be loaded.
 */
export async function openPython(options: PythonOptions = {}): Promise<EmbeddedPython> {
  const { home = pythonHome(), cache = cacheFolder() } = options;
  const key = { pyodide: versionOf(home), fingerprint: home.fingerprint };
  const start = {
    home,
    memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    print: options.print ?? ((line: string) => console.log(line)),
  };
  const snapshot = readSnapshot(cache, key);
  if (snapshot) {
    try {
      return await startPython({ ...start, snapshot });
    } catch {
      dropSnapshot(cache, key);
    }
  }
  return startPython({ ...start, keepSnapshot: (memory) => keepSnapshot(cache, key, memory) });
}

const versionOf = ({ pyodide }: PythonHome): string =>
  (JSON.parse(readFileSync(join(pyodide, 'package.json'), 'utf8')) as { version: string }).version;
