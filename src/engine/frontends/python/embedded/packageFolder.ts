import { readdirSync, statSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentOf, kindOf, largestOf } from './files';

/** A node of Emscripten's file system in memory; what it keeps of a folder is none of its contents. */
export interface MemoryNode {
  node_ops: object;
  usedBytes: number;
}

export interface MemoryFiles {
  readonly FS: {
    readonly filesystems: {
      readonly MEMFS: {
        createNode(
          parent: MemoryNode | null,
          name: string,
          mode: number,
          device: number,
        ): MemoryNode;
      };
    };
    readonly ErrnoError: new (code: number) => Error;
    mkdirTree(path: string): void;
    mount(type: { mount(): MemoryNode }, options: object, path: string): unknown;
  };
}

/** `ENOENT` of Emscripten. */
const NO_SUCH_FILE = 44;
const FOLDER_MODE = 0o40_555;
const FILE_MODE = 0o100_444;

/**
 * Shows the packages of a folder to a Python, each file copied into its memory when it is first read: sources and small
 * data of packages without compiled parts, which would be half a package without them.
 */
export function mountPackages({ FS }: MemoryFiles, folder: string, at: string): void {
  const { MEMFS } = FS.filesystems;
  const folderNode = (parent: MemoryNode | null, name: string, real: string): MemoryNode => {
    const node = MEMFS.createNode(parent, name, FOLDER_MODE, 0);
    const isTop = parent === null;
    node.node_ops = {
      ...node.node_ops,
      lookup: (within: MemoryNode, wanted: string): MemoryNode => {
        const found = entryOf(real, wanted, isTop);
        if (found === 'folder') return folderNode(within, wanted, join(real, wanted));
        if (found === undefined) throw new FS.ErrnoError(NO_SUCH_FILE);
        return lazyFile(MEMFS.createNode(within, wanted, FILE_MODE, 0), join(real, wanted), found);
      },
      readdir: (): readonly string[] => ['.', '..', ...namesIn(real, isTop)],
    };
    return node;
  };
  FS.mkdirTree(at);
  FS.mount({ mount: () => folderNode(null, '/', folder) }, {}, at);
}

/** Reads the file when its contents are first asked for. */
function lazyFile(node: MemoryNode, file: string, bytes: number): MemoryNode {
  let contents: Uint8Array | undefined;
  Object.defineProperty(node, 'contents', {
    get: () => (contents ??= contentOf(file, bytes) ?? new Uint8Array(bytes)),
    set: (written: Uint8Array) => {
      contents = written;
    },
  });
  node.usedBytes = bytes;
  return node;
}

const isHidden = (name: string): boolean => name.startsWith('.') || name === '__pycache__';

/** The size of a file, in bytes; `undefined` for what is not there or not shown. */
function entryOf(folder: string, name: string, isTop: boolean): number | 'folder' | undefined {
  if (isHidden(name)) return undefined;
  const path = join(folder, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return sizeToShow(path, found.size);
  if (found?.isDirectory() !== true || (isTop && hasCompiledPart(path))) return undefined;
  return 'folder';
}

function sizeToShow(path: string, size: number): number | undefined {
  const kind = kindOf(path, dirname(path));
  return kind && size <= largestOf(kind) ? size : undefined;
}

const namesIn = (folder: string, isTop: boolean): readonly string[] =>
  entriesOf(folder)
    .map(({ name }) => name)
    .filter((name) => entryOf(folder, name, isTop) !== undefined);

const isCompiled = (name: string): boolean => /\.(?:so|pyd|dylib|dll)$/i.test(name);

const hasCompiledPart = (folder: string): boolean =>
  entriesOf(folder).some(
    (entry) =>
      (entry.isFile() && isCompiled(entry.name)) ||
      (entry.isDirectory() && !isHidden(entry.name) && hasCompiledPart(join(folder, entry.name))),
  );

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
