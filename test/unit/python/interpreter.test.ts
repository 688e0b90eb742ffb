import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonWithTorch } from '../../support/python/realTorch';

const python = pythonWithTorch("the tests of the route through the user's own Python");
const folder = join(import.meta.dirname, '..', '..', 'python', 'interpreter');

it.runIf(python)('real torch passes its tests', { timeout: 600_000 }, () => {
  const arguments_ = ['-B', '-m', 'unittest', 'discover', '-s', folder, '-t', folder];
  const run = spawnSync(python ?? '', arguments_, { encoding: 'utf8' });
  const alike = /\d+ of \d+ examples are recorded alike.*$/m.exec(run.stderr)?.[0];
  console.log(alike ?? 'no examples were recorded');
  expect(run.stderr).toMatch(/^OK/m);
  expect(run.status).toBe(0);
});
