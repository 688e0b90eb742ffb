// A Python with PyTorch and Keras for the tests of the user's own Python, if pip can find them. Kept outside the repository.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipError, pipLimits, pythonWithPip, run } from './commands.mjs';

/** The releases that the suite's numbers were compared with. */
const wanted = ['torch==2.13.0', 'keras==3.15.0', 'numpy'];
const cache = path.join(os.homedir(), '.cache', 'skipscope', 'test-python');
/** Longer than a build for the processor takes, and short enough for the whole run: one with CUDA may not be had in it. */
const PIP_MS = 300_000;

const has = async (python) => (await run(python, ['-c', 'import torch'])).succeeded;

/** @returns a Python that has PyTorch, or why there is none */
export async function pythonWithTorch() {
  const given = process.env['SKIPSCOPE_TEST_PYTHON'];
  if (given) return { python: given };
  if (await has('python3')) return { python: 'python3' };
  if (process.platform === 'win32') return { reason: 'none is installed on Windows' };
  const python = await pythonWithPip();
  if (!python) return { reason: 'there is no Python with pip' };
  const asked = await run(python, ['-c', 'import sys; print(sys.implementation.cache_tag)']);
  const folder = path.join(cache, `${wanted[0].replace('==', '-')}-${asked.stdout.trim()}`);
  const made = path.join(folder, 'bin', 'python');
  return existsSync(made) ? { python: made } : install(python, folder, made);
}

async function install(python, folder, made) {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  console.log(`Installing ${wanted.join(' ')} for the tests of the user's own Python (pip) …`);
  const created = await run(python, ['-m', 'venv', partial]);
  if (!created.succeeded) return { reason: `${python} makes no virtual environments` };
  const inside = path.join(partial, 'bin', 'python');
  const args = ['-m', 'pip', 'install', ...pipLimits, '--no-cache-dir', ...wanted];
  const { succeeded, stderr } = await run(inside, args, { timeout: PIP_MS });
  if (!succeeded || !(await has(inside))) {
    rmSync(partial, { recursive: true, force: true });
    return {
      reason: pipError(stderr) ?? `pip did not bring ${wanted[0]} in ${PIP_MS / 60_000} minutes`,
    };
  }
  renameSync(partial, folder);
  return { python: made };
}
