import { dirname } from 'node:path';
import { readBytesSync } from '../../../../workspace/files/readFile';
import { reportPath } from '../../../../workspace/reportPath';
import { filesAround } from '../../../../workspace/sourceFiles';

/** Limits of what is copied into a Python's memory. */
const MOST = { sources: 2_000, data: 200 };
const MOST_BYTES = 32_000_000;
/** Bytes of one file: those that people write are smaller. */
const LARGEST = { sources: 500_000, data: 100_000 };

const isSource = (name: string): boolean => name.endsWith('.py');
/** The blocks of code in texts of the root show how definitions are made. */
const isText = (name: string): boolean => name.endsWith('.md');
/** Configurations that definitions read. */
const isData = (name: string): boolean => /\.(ya?ml|json|txt|toml|cfg)$/i.test(name);
const mayTell = (name: string): boolean => isSource(name) || isText(name) || isData(name);

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
  const left = { ...MOST };
  let total = 0;
  for (const path of filesAround(file, root, mayTell)) {
    const kind = kindOf(path, root);
    if (!kind || left[kind] === 0) continue;
    const bytes = contentOf(path, LARGEST[kind]);
    if (!bytes) continue;
    total += bytes.length;
    if (total > MOST_BYTES) return;
    left[kind] -= 1;
    yield { name: reportPath(path, root), bytes };
  }
}

type Kind = keyof typeof LARGEST;

/** The largest file of a kind that is copied, in bytes. */
export const largestOf = (kind: Kind): number => LARGEST[kind];

/** The kind of a file for a definition; `undefined` if none. */
export function kindOf(path: string, root: string): Kind | undefined {
  if (isSource(path) || (isText(path) && dirname(path) === root)) return 'sources';
  return isData(path) ? 'data' : undefined;
}

/** `undefined` for a file that cannot be read or is larger. */
export function contentOf(path: string, largest: number): Uint8Array | undefined {
  try {
    return readBytesSync(path, largest);
  } catch {
    return undefined;
  }
}
