import { readBytesSync } from '../../../../workspace/files/readFile';
import { reportPath } from '../../../../workspace/reportPath';
import { filesAround } from '../../../../workspace/sourceFiles';

/** Limits of what is copied into a Python's memory. */
const MOST_FILES = 2_000;
const MOST_DATA_FILES = 200;
const MOST_BYTES = 32_000_000;
/** Files that people write are smaller. */
const LARGEST_SOURCE = 500_000;
const LARGEST_DATA = 100_000;

const isSource = (name: string): boolean => name.endsWith('.py');
/** Configurations that definitions read. */
const isData = (name: string): boolean => /\.(ya?ml|json|txt|toml|cfg)$/i.test(name);

interface WorkspaceFile {
  /** Relative to the root, with forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Copies of the files that a definition may import or read, nearest first, until a limit is reached. Files that
 * cannot be read are left out.
 */
export function* workspaceFiles(file: string, root: string): Generator<WorkspaceFile> {
  let sources = 0;
  let data = 0;
  let total = 0;
  for (const path of filesAround(file, root, (name) => isSource(name) || isData(name))) {
    const isCode = isSource(path);
    if (!isCode && data === MOST_DATA_FILES) continue;
    const bytes = contentOf(path, isCode ? LARGEST_SOURCE : LARGEST_DATA);
    if (!bytes) continue;
    total += bytes.length;
    if (total > MOST_BYTES) return;
    if (isCode) sources += 1;
    else data += 1;
    yield { name: reportPath(path, root), bytes };
    if (sources + data === MOST_FILES) return;
  }
}

function contentOf(path: string, largest: number): Uint8Array | undefined {
  try {
    return readBytesSync(path, largest);
  } catch {
    return undefined;
  }
}
