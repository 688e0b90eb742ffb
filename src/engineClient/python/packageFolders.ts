import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { pythonCandidates, type PythonPlaces } from './findPython';

/** Files of Python's start that name further folders are a line or two. */
const LARGEST_PATH_FILE = 64_000;

/**
 * The folders of packages of the Python that is chosen, or else of the first environment that somebody set up: the
 * editor's, the active one, or the workspace's. Looks at the disk and starts nothing.
 */
export function environmentPackages(
  places: PythonPlaces,
  chosen: string | undefined,
): readonly string[] {
  const files = chosen === undefined ? environmentsOf(places) : [chosen];
  return files.map((file) => packageFolders(file)).find((folders) => folders.length > 0) ?? [];
}

const environmentsOf = (places: PythonPlaces): readonly string[] =>
  pythonCandidates(places)
    .filter(({ origin }) => origin !== 'path')
    .map(({ file }) => file);

/** The folders in which a Python, by its file or its name on the search path, finds installed packages, best first. */
export function packageFolders(
  python: string,
  environment: NodeJS.ProcessEnv = process.env,
): readonly string[] {
  const file = path.isAbsolute(python) ? python : onSearchPath(python, environment);
  if (file === undefined || !existsSync(file)) return [];
  // The Python of an environment is a link to another's.
  const own = homesOf(file).map((home) => librariesOf(home, file));
  const found = own.find(({ length }) => length > 0) ?? [];
  const base = found.length > 0 ? sharedBase(file) : undefined;
  const shared = base === undefined ? [] : librariesOf(base, file);
  return [...new Set([...found, ...found.flatMap(addedFolders), ...shared])];
}

function onSearchPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** The folders that may hold the libraries of a Python: above its `bin`, or around it, as conda has it on Windows. */
function homesOf(file: string): readonly string[] {
  const files = [file, realFile(file)];
  return files.flatMap((one) => [path.dirname(path.dirname(one)), path.dirname(one)]);
}

function realFile(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function librariesOf(home: string, file: string): readonly string[] {
  const library = path.join(home, 'lib');
  const versions = namesIn(library).filter((name) => /^python3\.\d+$/.test(name));
  const named = path.basename(realFile(file));
  const version = versions.find((name) => name === named) ?? onlyOf(versions);
  const own = version === undefined ? [] : [path.join(library, version, 'site-packages')];
  // Debian keeps what its own tools install apart.
  const debian = [
    ...(version === undefined ? [] : [path.join(home, 'local/lib', version, 'dist-packages')]),
    path.join(library, 'python3/dist-packages'),
  ];
  return [...own, ...debian, path.join(home, 'Lib/site-packages')].filter(isFolder);
}

const onlyOf = <T>(values: readonly T[]): T | undefined =>
  values.length === 1 ? values[0] : undefined;

/** The home of the Python that an environment was made from, if it shares that one's packages. */
function sharedBase(file: string): string | undefined {
  const settings = textOf(path.join(path.dirname(path.dirname(file)), 'pyvenv.cfg'));
  if (!/^include-system-site-packages\s*=\s*true/im.test(settings)) return undefined;
  const bin = /^home\s*=\s*(.+?)\s*$/im.exec(settings)?.[1];
  return bin === undefined ? undefined : path.dirname(bin);
}

/** The folders that `.pth` files name, as an editable installation does. */
function addedFolders(folder: string): readonly string[] {
  const files = namesIn(folder).filter((name) => name.endsWith('.pth'));
  const lines = files.flatMap((name) => textOf(path.join(folder, name)).split(/\r?\n/));
  return lines
    .filter((line) => line.trim() !== '' && !/^(?:#|import\s)/.test(line))
    .map((line) => path.resolve(folder, line.trim()))
    .filter(isFolder);
}

const isFolder = (folder: string): boolean =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return statSync(file).size > LARGEST_PATH_FILE ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
