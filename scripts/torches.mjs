/**
 * `npm run torches -- PYTHON…` prints a line for each Python that has PyTorch: its versions, the tests of the package `python/skipscope`
 * that it passes, and how many definitions of `examples` it records as the embedded route does.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './commands.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const pythons = process.argv.slice(2);
if (!pythons.length) console.error('torches needs the paths of Pythons that have PyTorch.');
const passes = [];
for (const python of pythons) passes.push(await isPassed(python));
process.exitCode = passes.length > 0 && passes.every(Boolean) ? 0 : 1;

async function isPassed(python) {
  const about = await said(python, [
    '-c',
    'import platform, torch; print(platform.python_version(), torch.__version__)',
  ]);
  const [version, torch] = about.stdout.trim().split(' ');
  if (!torch) {
    console.log(`${python}: no PyTorch`);
    return false;
  }
  const tests = [
    await tested(python, 'interpreter', 'interpreter'),
    await tested(python, 'driver', '.'),
  ];
  const alike = await said(python, ['scripts/python/compareRoutes.py', 'examples']);
  const [, both, equal] = /(\d+) on both routes, (\d+) alike/.exec(alike.stdout) ?? [];
  const passed = sum(tests, 'passed');
  const failed = sum(tests, 'failed');
  console.log(
    `Python ${version}, PyTorch ${torch}: ${passed} tests passed, ${failed} failed, ${sum(tests, 'skipped')} skipped; ` +
      `${equal ?? 0} of ${both ?? 0} definitions of examples alike`,
  );
  return passed > 0 && failed === 0 && both > 0 && equal === both;
}

/** Numbers of tests below a folder of `test/python`. */
async function tested(python, folder, top) {
  const places = ['-s', `test/python/${folder}`, '-t', path.join('test/python', top)];
  const { stderr: told } = await said(python, ['-m', 'unittest', 'discover', ...places]);
  const count = (name) => Number(new RegExp(String.raw`\b${name}[ =](\d+)`).exec(told)?.[1] ?? 0);
  const failed = /^(OK|FAILED)/m.test(told) ? count('failures') + count('errors') : 1;
  const skipped = count('skipped');
  return { passed: Math.max(0, count('Ran') - failed - skipped), failed, skipped };
}

function said(python, rest) {
  return run(python, ['-B', ...rest], { cwd: root });
}

function sum(tests, name) {
  return tests.reduce((total, one) => total + one[name], 0);
}
