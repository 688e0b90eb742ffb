import { constants as fsConstants } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { loadPyodide } from 'pyodide';
import { guarded, type PythonLock } from './guard';
import type { PythonHome } from './home';
import { mountPackages, type MemoryFiles } from './packageFolder';
import { folders, forgetJavascript, importPackages } from './pythonText';

/** The part of Pyodide's module that is used: files in memory, and one function of Python's C interface. */
interface PyodideModule {
  readonly FS: MemoryFiles['FS'] & {
    writeFile(path: string, content: Uint8Array | string): void;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
    analyzePath(path: string): { readonly exists: boolean };
  };
  readonly HEAPU8: Uint8Array;
  stringToNewUTF8(text: string): number;
  _PyRun_SimpleString(text: number): number;
  _free(pointer: number): void;
}

type Pyodide = Awaited<ReturnType<typeof loadPyodide>> & {
  readonly _module: PyodideModule;
  makeMemorySnapshot(): Uint8Array;
};

export interface PythonStart {
  readonly home: PythonHome;
  /** Memory beyond which Python raises `MemoryError`. */
  readonly memoryBytes: number;
  /** Receives each line that Python prints. */
  readonly print: (line: string) => void;
  /** The memory of an earlier Python whose packages are imported. */
  readonly snapshot?: Uint8Array;
  /** Receives the memory once the packages are imported and before it is locked. */
  readonly keepSnapshot?: (memory: Uint8Array) => void;
}

/** A Python that is locked for the rest of its life. It is used through files in its memory, never by proxies. */
export interface EmbeddedPython {
  readonly lock: PythonLock;
  readonly fromSnapshot: boolean;
  /** Size of its memory in bytes. */
  readonly memory: () => number;
  put(path: string, content: Uint8Array | string): void;
  /** Shows the packages of a folder of the disk at a path, to be read and not written. */
  show(folder: string, path: string): void;
  /** `undefined` if there is no such file. */
  take(path: string): Uint8Array | undefined;
  /** Runs a text; `true` if it ran to its end. Throws what a refused import throws. */
  run(text: string): boolean;
}

/** Starts a Python, imports our packages and locks it. Rejects if Pyodide cannot be loaded. */
export async function startPython(start: PythonStart): Promise<EmbeddedPython> {
  const lock: PythonLock = { on: false, memoryBytes: start.memoryBytes };
  const pyodide = await withConstants(() => guarded(lock, () => load(start)));
  const module = pyodide._module;
  writePackages(module, start.home);
  if (!start.snapshot) {
    pyodide.runPython(importPackages);
    start.keepSnapshot?.(pyodide.makeMemorySnapshot());
  }
  pyodide.runPython(forgetJavascript);
  lock.on = true;
  return lockedPython(module, lock, start.snapshot !== undefined);
}

/** Emscripten asks `process.binding` for Node's constants, which a locked process refuses. */
async function withConstants<T>(work: () => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(process, 'binding');
  const value = (): object => ({ fs: fsConstants });
  Object.defineProperty(process, 'binding', { value, writable: true, configurable: true });
  try {
    return await work();
  } finally {
    if (before) Object.defineProperty(process, 'binding', before);
    else Reflect.deleteProperty(process, 'binding');
  }
}

async function load({ home, snapshot, keepSnapshot, print }: PythonStart): Promise<Pyodide> {
  return (await takeLoader(home)({
    indexURL: home.pyodide,
    // No package is ever installed.
    lockFileContents: noPackages,
    packageBaseUrl: home.pyodide,
    jsglobals: noGlobals,
    stdin: () => null,
    stdout: print,
    stderr: print,
    env: { HOME: '/home', PYTHONHASHSEED: '0' },
    ...(snapshot ? { _loadSnapshot: snapshot } : { _makeSnapshot: keepSnapshot !== undefined }),
  })) as Pyodide;
}

type Loader = (options: object) => Promise<unknown>;

/**
 * Pyodide's loader, which can load modules of any name. It is taken out of Node's cache and of the globals, where
 * model code in the same process would find it.
 */
function takeLoader({ pyodide }: PythonHome): Loader {
  const require = createRequire(__filename);
  const file = require.resolve(join(pyodide, 'pyodide.js'));
  const { loadPyodide } = require(file) as { readonly loadPyodide: Loader };
  Reflect.deleteProperty(require.cache, file);
  Reflect.deleteProperty(globalThis, 'loadPyodide');
  return loadPyodide;
}

const noGlobals: unknown = Object.freeze(Object.create(null));

/** Pyodide compares the version of its binary interface. */
const noPackages = {
  info: {
    abi_version: '2026_0',
    arch: 'wasm32',
    platform: 'emscripten_5_0_3',
    python: '3.14.2',
    version: '314.0.7',
  },
  packages: {},
};

function writePackages({ FS }: PyodideModule, { packages }: PythonHome): void {
  for (const [name, bytes] of packages) write(FS, `${folders.packages}/${name}`, bytes);
}

function write(FS: PyodideModule['FS'], path: string, content: Uint8Array | string): void {
  FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
  FS.writeFile(path, content);
}

const lockedPython = (
  module: PyodideModule,
  lock: PythonLock,
  fromSnapshot: boolean,
): EmbeddedPython => ({
  lock,
  fromSnapshot,
  memory: () => module.HEAPU8.length,
  put: (path, content) => write(module.FS, path, content),
  show: (folder, path) => mountPackages(module, folder, path),
  take: (path) => {
    if (!module.FS.analyzePath(path).exists) return undefined;
    const content = module.FS.readFile(path);
    module.FS.unlink(path);
    return content;
  },
  run: (text) => {
    const pointer = module.stringToNewUTF8(text);
    const isDone = module._PyRun_SimpleString(pointer) === 0;
    module._free(pointer);
    return isDone;
  },
});
