/**
 * `npm run torches -- PYTHON…` prints a line for each Python that has PyTorch: its versions, the tests of the package `python/skipscope`
 * that it passes, and how many definitions of `examples` it records as the embedded route does.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const pythons = process.argv.slice(2);
if (!pythons.length) console.error('torches needs the paths of Pythons that have PyTorch.');
process.exitCode =
  pythons.map((python) => isPassed(python)).every(Boolean) && pythons.length ? 0 : 1;

function isPassed(python) {
  const about = said(python, [
    '-c',
    'import platform, torch; print(platform.python_version(), torch.__version__)',
  ]).stdout;
  const [version, torch] = about.trim().split(' ');
  if (!torch) {
    console.log(`${python}: no PyTorch`);
    return false;
  }
  const tests = [tested(python, 'interpreter', 'interpreter'), tested(python, 'driver', '.')];
  const alike = said(python, ['scripts/python/compareRoutes.py', 'examples']).stdout;
  const [, both, equal] = /(\d+) on both routes, (\d+) alike/.exec(alike) ?? [];
  const passed = sum(tests, 'passed');
  const failed = sum(tests, 'failed');
  console.log(
    `Python ${version}, PyTorch ${torch}: ${passed} tests passed, ${failed} failed, ${sum(tests, 'skipped')} skipped; ` +
      `${equal ?? 0} of ${both ?? 0} definitions of examples alike`,
  );
  return passed > 0 && failed === 0 && both > 0 && equal === both;
}

/** Numbers of tests below a folder of `test/python`. */
function tested(python, folder, top) {
  const places = ['-s', `test/python/${folder}`, '-t', path.join('test/python', top)];
  const told = said(python, ['-m', 'unittest', 'discover', ...places]).stderr;
  const count = (name) => Number(new RegExp(String.raw`\b${name}[ =](\d+)`).exec(told)?.[1] ?? 0);
  const failed = /^(OK|FAILED)/m.test(told) ? count('failures') + count('errors') : 1;
  const skipped = count('skipped');
  return { passed: Math.max(0, count('Ran') - failed - skipped), failed, skipped };
}

function said(python, rest) {
  const run = spawnSync(python, ['-B', ...rest], { cwd: root, encoding: 'utf8' });
  return { stdout: run.stdout ?? '', stderr: run.stderr ?? '' };
}

function sum(tests, name) {
  return tests.reduce((total, one) => total + one[name], 0);
}
