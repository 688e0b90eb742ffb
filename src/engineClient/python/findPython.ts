import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { asWritten } from '../../shared/report/asWritten';
import type { Message } from '../../shared/base/message';
import { message } from '../../shared/words/message';

/** The place where a Python was named or lies. */
export type PythonOrigin = 'named' | 'editor' | 'environment' | 'folder' | 'path';

export interface PythonCandidate {
  /** A file, or a name on the search path. */
  readonly file: string;
  readonly origin: PythonOrigin;
}

/** One Python: what it has, or why it is not taken. */
export type PythonStatus = PythonCandidate &
  (
    | {
        readonly available: true;
        readonly python: string;
        /** Absent if it has Keras alone. */
        readonly torch?: string;
        readonly keras?: string;
        /** `cpu`, or the name of the GPU; absent where torch was not imported to see. */
        readonly device?: string;
      }
    | { readonly available: false; readonly reason: Message }
  );

export interface PythonPlaces {
  /** The setting or flag; empty if none is named. */
  readonly named?: string | undefined;
  /** The Pythons of the editor's own support of Python, best first. */
  readonly editor?: readonly string[];
  /** Folders of the workspace that are trusted. */
  readonly folders?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

const OLDEST = [3, 8] as const;
/** Function modes came with it. */
const OLDEST_TORCH = [1, 13] as const;
const LOOK_UP_SECONDS = 10;
/** Importing torch takes seconds, and much longer from a cold disk. */
const IMPORT_SECONDS = 90;

/**
 * The Pythons to look at, best first: the named one alone; else the editor's, those of an environment that is active,
 * then of the workspace's folders, then of the search path. Each file once.
 */
export function pythonCandidates({
  named = '',
  editor = [],
  folders = [],
  environment = process.env,
  platform = process.platform,
}: PythonPlaces): readonly PythonCandidate[] {
  if (named !== '') return [{ file: named, origin: 'named' }];
  const within = platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const active = ['VIRTUAL_ENV', 'CONDA_PREFIX'].flatMap((name): PythonCandidate[] => {
    const folder = environment[name];
    if (folder === undefined || folder === '') return [];
    // An environment of conda has its Python at its top on Windows.
    const parts = name === 'CONDA_PREFIX' && platform === 'win32' ? ['python.exe'] : within;
    return [{ file: path.join(folder, ...parts), origin: 'environment' }];
  });
  const own = folders.flatMap((folder) =>
    ['.venv', 'venv'].map((name): PythonCandidate => {
      return { file: path.join(folder, name, ...within), origin: 'folder' };
    }),
  );
  const onPath = platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
  const all = [
    ...editor.map((file): PythonCandidate => ({ file, origin: 'editor' })),
    ...[...active, ...own].filter(({ file }) => existsSync(file)),
    ...onPath.map((file): PythonCandidate => ({ file, origin: 'path' })),
  ];
  return all.filter(({ file }, at) => all.findIndex((other) => other.file === file) === at);
}

/** Keras tells its topology with the positions of operations since then. */
const OLDEST_KERAS = [3, 0] as const;
/** Looks torch and Keras up without running them: their imports take seconds. */
const lookUp = `
import json, sys
import importlib.util
def version(name):
    if importlib.util.find_spec(name) is None:
        return None
    try:
        from importlib import metadata
        return metadata.version(name)
    except Exception:
        return '0'
told = {'python': list(sys.version_info[:3]), 'torch': version('torch'), 'keras': version('keras')}
print(json.dumps(told))
`;
const importTorch = `
import json, torch
gpu = torch.cuda.is_available()
mps = getattr(torch.backends, 'mps', None)
device = torch.cuda.get_device_name(0) if gpu else 'mps' if mps is not None and mps.is_available() else 'cpu'
print(json.dumps(device))
`;

type Ran = { readonly stdout: string } | { readonly error: string };

function run(file: string, text: string, seconds: number): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      file,
      ['-c', text],
      { timeout: seconds * 1000, windowsHide: true },
      (error, stdout, stderr) => {
        if (!error) resolve({ stdout });
        else resolve({ error: stderr.trim().split('\n').at(-1) || error.message });
      },
    );
  });
}

interface LookedUp {
  readonly python: readonly number[];
  readonly torch: string | null;
  readonly keras: string | null;
}

async function statusOf(candidate: PythonCandidate, importsTorch: boolean): Promise<PythonStatus> {
  const { file } = candidate;
  const no = (reason: Message): PythonStatus => ({ ...candidate, available: false, reason });
  const ran = await run(file, lookUp, LOOK_UP_SECONDS);
  if ('error' in ran) return no(asWritten(ran.error));
  const { python, torch, keras: told } = JSON.parse(ran.stdout) as LookedUp;
  const keras = told !== null && isRelease(told, OLDEST_KERAS) ? { keras: told } : {};
  const version = python.join('.');
  if (!isAtLeast(python, OLDEST)) {
    return no(message('python.too-old', { version, oldest: OLDEST.join('.') }));
  }
  if (torch === null || !isRelease(torch, OLDEST_TORCH)) {
    if ('keras' in keras) return { ...candidate, available: true, python: version, ...keras };
    return torch === null
      ? no(message('python.without-torch', { version }))
      : no(message('python.old-torch', { version: torch }));
  }
  const found = { ...candidate, available: true as const, python: version, torch, ...keras };
  return importsTorch ? importing(found, no) : found;
}

/** Imports torch, which tells its device. */
async function importing(
  found: Extract<PythonStatus, { available: true }> & { readonly torch: string },
  no: (reason: Message) => PythonStatus,
): Promise<PythonStatus> {
  const imported = await run(found.file, importTorch, IMPORT_SECONDS);
  return 'error' in imported
    ? no(message('python.torch-fails', { version: found.torch, reason: imported.error }))
    : { ...found, device: JSON.parse(imported.stdout) as string };
}

type Version = readonly [major: number, minor: number];

const isAtLeast = ([major = 0, minor = 0]: readonly number[], oldest: Version): boolean =>
  major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);

const isRelease = (version: string, oldest: Version): boolean =>
  isAtLeast(version.split('.').map(Number), oldest);

/** The first Python that has torch, else the first that has Keras; neither is imported. */
export async function findPython(places: PythonPlaces): Promise<PythonStatus | undefined> {
  let withKeras: PythonStatus | undefined;
  for (const candidate of pythonCandidates(places)) {
    const status = await statusOf(candidate, false);
    if (status.available && status.torch !== undefined) return status;
    if (status.available) withKeras ??= status;
  }
  return withKeras;
}

/** Every Python there is, best first, with its torch and the device of that, or the reason that it is not taken. */
export async function pythonStatuses(places: PythonPlaces): Promise<PythonStatus[]> {
  const statuses: PythonStatus[] = [];
  for (const candidate of pythonCandidates(places)) {
    const isFirst = !statuses.some((status) => status.available && status.torch !== undefined);
    statuses.push(await statusOf(candidate, isFirst));
  }
  return statuses;
}
