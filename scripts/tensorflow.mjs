// Links the engine to TensorFlow for the tests, if pip can find it for this machine's Python. Kept outside the repository.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { firstThatRuns, pipError, pipLimits, pythonWithPip, run } from './commands.mjs';

/** The release that the suite's numbers were compared with. */
const wanted = 'tensorflow-cpu==2.21.0';
const cache = path.join(os.homedir(), '.cache', 'skipscope', 'test-engine');
/** Longer than a slow download of 260 MB takes, and short enough for the whole run. */
const PIP_MS = 240_000;
const APT_MS = 180_000;
const LINK_MS = 180_000;

const compiler = () => firstThatRuns(['c++', 'g++', 'clang++'], '--version');

/** Installs what is missing of Python and a compiler, if apt may run. */
async function ensureTools() {
  const missing = [
    ...((await pythonWithPip()) ? [] : ['python3', 'python3-pip']),
    ...((await compiler()) ? [] : ['g++']),
  ];
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !(await firstThatRuns(['apt-get'], '--version'))) return;
  console.log(`Installing ${missing.join(' ')} for the TensorFlow engine (apt-get) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', args, { env, timeout: APT_MS });
  await apt('update', '-q');
  await apt('install', '-y', '-q', '--no-install-recommends', ...missing);
}

/** Unpacks TensorFlow without what Python alone needs; `undefined` and a reason if pip cannot. */
async function unpackTensorflow(python) {
  const asked = await run(python, ['-c', 'import sys; print(sys.implementation.cache_tag)']);
  const tag = asked.stdout.trim();
  const folder = path.join(cache, `${wanted.replace('==', '-')}-${tag}`);
  if (existsSync(folder)) return { folder };
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  console.log(`Unpacking ${wanted} for the TensorFlow engine (pip) …`);
  const flags = ['--no-deps', '--no-compile', '--no-cache-dir', '--only-binary=:all:'];
  const args = ['-m', 'pip', 'install', ...flags, ...pipLimits, '--target', partial, wanted];
  const { succeeded, stderr } = await run(python, args, { timeout: PIP_MS });
  if (!succeeded) {
    rmSync(partial, { recursive: true, force: true });
    return { reason: pipError(stderr) ?? `pip did not bring ${wanted}` };
  }
  renameSync(partial, folder);
  return { folder };
}

/**
 * Sets the engine up as a user would, with `dist/cli.js`.
 * @returns the folder to name in SKIPSCOPE_PACKAGES and TensorFlow's own for PYTHONPATH; or why there is none, and whether that is a fault of ours
 */
export async function linkTensorflow() {
  if (process.platform === 'win32') return { reason: 'linking is not possible on Windows' };
  await ensureTools();
  const python = await pythonWithPip();
  if (!python) return { reason: 'there is no Python with pip' };
  const { folder, reason } = await unpackTensorflow(python);
  if (!folder) return { reason };
  const env = { ...process.env, PYTHONPATH: folder, XDG_CACHE_HOME: cache };
  const args = ['dist/cli.js', 'setup', '--link', '--python', python];
  const linked = await run(process.execPath, args, { env, timeout: LINK_MS });
  console.log(linked.stdout + linked.stderr);
  if (linked.succeeded) return { packages: path.join(cache, 'skipscope', 'tensorflow'), folder };
  const said = linked.stderr.trim().split('\n').at(-1) ?? 'the set-up said nothing';
  return { reason: said, ours: said.includes('[setup-failed]') };
}
