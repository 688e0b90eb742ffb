import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const python = process.env['PYTHON'] ?? 'python3';
const found = spawnSync(python, ['--version']).status === 0;
if (!found) console.warn(`NOT RUN: the driver's tests in Python, as ${python} is not there`);

it.runIf(found)('the driver passes its tests in Python', { timeout: 120_000 }, () => {
  const root = resolve(import.meta.dirname, '../../..');
  const run = spawnSync(
    python,
    ['-B', '-m', 'unittest', 'discover', '-s', 'test/python/driver', '-t', 'test/python'],
    { cwd: root, encoding: 'utf8' },
  );
  if (/skipped=/.test(run.stderr)) console.warn(`NOT RUN: ${run.stderr.trim().split('\n').at(-1)}`);
  expect(run.status, run.stderr).toBe(0);
});
