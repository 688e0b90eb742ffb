import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(__dirname, '..', '..', 'python');

/** The first Python from 3.8 on; undefined if there is none. */
function findPython(): string | undefined {
  return ['python3', 'python'].find(
    (name) =>
      spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0,
  );
}

const python = findPython();
if (python === undefined) {
  console.warn(
    'NOT TESTED: no Python from 3.8 on is found, so the tests in test/python do not run.',
  );
}

describe('the stand-in torch', () => {
  it.skipIf(python === undefined)(
    'passes its tests under CPython',
    () => {
      const run = spawnSync(python ?? '', ['-m', 'unittest', 'discover', '-s', folder], {
        encoding: 'utf8',
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
      });
      expect(run.stderr).toMatch(/^OK/m);
      expect(run.status).toBe(0);
    },
    60_000,
  );
});
