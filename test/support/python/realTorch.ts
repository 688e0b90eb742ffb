import { spawnSync } from 'node:child_process';

/** Pythons whose torch the tests may use, best first. */
const candidates = [process.env['SKIPSCOPE_TEST_PYTHON'], 'python3', 'python'];

/** A Python with torch from 1.13 on; `undefined`, with one line that says so, where there is none. */
export function pythonWithTorch(what: string): string | undefined {
  const found = candidates.find(
    (name) =>
      name !== undefined &&
      spawnSync(name, ['-c', 'import importlib.util as u, sys; sys.exit(not u.find_spec("torch"))'])
        .status === 0,
  );
  if (found === undefined) {
    console.warn(
      `NOT RUN: ${what}, as neither SKIPSCOPE_TEST_PYTHON nor python3 has a PyTorch to run it with`,
    );
  }
  return found;
}
