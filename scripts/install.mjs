// Brings a fresh clone to the point where everything can run: the packages and the bundles.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the repository's root and ends this process with its exit code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
    ...options,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** `npm ci`, unless what is installed already matches the lock file. */
export function ensureInstalled() {
  const installed = modified(`${root}/node_modules/.package-lock.json`);
  if (installed > 0 && installed >= modified(`${root}/package-lock.json`)) return;
  console.log('Installing packages (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Bundles everything into dist/. */
export function build() {
  run(process.execPath, ['esbuild.mjs', '--production']);
}
