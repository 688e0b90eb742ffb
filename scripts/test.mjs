// `npm test`: every check and every test, from a fresh clone, ending with `N passed, N failed`.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { build, ensureInstalled, root } from './install.mjs';
import { linkTensorflow } from './tensorflow.mjs';

/** Files of the engine's suite that open no backend: running them again on another would tell nothing. */
const withoutBackend = [
  'test/engine/setup/**',
  'test/engine/process/{engineClient,locked,soak}.test.ts',
  'test/engine/frontends/savedFuzz.test.ts',
];
const checks = ['types', 'lint', 'rooms', 'unused'];

const started = Date.now();
const minutes = () => ((Date.now() - started) / 60_000).toFixed(1);
const succeeds = (command, args, env = {}) =>
  spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm',
  }).status === 0;

/** Each static check counts as one test; two of them run at a time. */
async function runChecks() {
  const outcomes = [];
  for (const pair of [checks.slice(0, 2), checks.slice(2)]) {
    outcomes.push(...(await Promise.all(pair.map(runCheck))));
  }
  return { passed: outcomes.filter(Boolean).length, failed: outcomes.filter((ok) => !ok).length };
}

async function runCheck(check) {
  const shell = process.platform === 'win32';
  const run = promisify(execFile)('npm', ['run', '--silent', check], {
    cwd: root,
    shell,
    maxBuffer: Infinity,
  });
  const { code = 0, stdout, stderr } = await run.catch((error) => error);
  console.log(`\n— npm run ${check}\n${stdout}${stderr}`);
  return code === 0;
}

/** Runs vitest once more on its own; a run that ends without results (a crash of the runner) is a failure too. */
function runSuite(name, args, env = {}) {
  const results = `out/test/${name}.json`;
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const ok = succeeds(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...args, ...reporters],
    env,
  );
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
      readFileSync(results, 'utf8'),
    );
    const brokenFiles = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed = Math.max(numFailedTests + brokenFiles, ok ? 0 : 1);
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch (error) {
    console.log(`The test runner left no results: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Every suite, the engine's on `wasm` and plain JavaScript. */
function runSuites(browser, tensorflow) {
  const projects = browser ? [] : ['--project', 'unit', '--project', 'engine'];
  const env = tensorflow ? { SKIPSCOPE_TEST_TENSORFLOW: tensorflow } : {};
  return runSuite('results', projects, browser ? { ...env, CHROME: browser } : env);
}

/** The better backends that run here, with TensorFlow linked where pip has it. */
function betterBackends() {
  console.log('\n— TensorFlow for the engine');
  const { packages, folder, reason, ours } = linkTensorflow();
  const env = packages ? { SKIPSCOPE_PACKAGES: packages } : {};
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'backends', '--json'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  const names = JSON.parse(stdout)
    .filter(({ name, available }) => available && !['wasm', 'cpu'].includes(name))
    .map(({ name }) => name);
  return { names, env, folder, reason, ours };
}

/** The engine's suite again on a better backend. */
function runEngineOn(backend, env) {
  console.log(`\n— the engine's suite on ${backend}`);
  const args = ['--project', 'engine', ...withoutBackend.flatMap((files) => ['--exclude', files])];
  return runSuite(`engine-${backend}`, args, { ...env, SKIPSCOPE_TEST_BACKEND: backend });
}

const loud = (text) => console.log(`\n!!! ${text}`);
const sum = (counts) =>
  counts.reduce(
    (all, { passed, failed, skipped = 0 }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

process.chdir(root);
ensureInstalled();
mkdirSync('out/test', { recursive: true });
const checked = await runChecks();
console.log('\n— build');
build();
if (!succeeds(process.execPath, ['scripts/package.mjs'])) process.exit(1);
const browser = await ensureBrowser();
const { names, env, folder, reason, ours } = betterBackends();
console.log(browser ? `\n— tests, in ${browser}` : '\n— tests');
const tested = runSuites(browser, folder);
const again = names.map((name) => runEngineOn(name, env));

if (!browser) {
  loud('NO BROWSER COULD BE HAD: the browser and editor tests were NOT RUN. Set CHROME.');
}
if (!names.includes('tensorflow')) {
  loud(`THE ENGINE WAS NOT LINKED TO TENSORFLOW, its suite did NOT RUN on it: ${reason}`);
}
if (!names.includes('tensorflow-gpu')) {
  loud('NO GPU HERE: the suite did NOT RUN on tensorflow-gpu.');
}
const setUp = ours ? { passed: 0, failed: 1 } : { passed: 0, failed: 0 };
const { passed, failed, skipped } = sum([checked, tested, setUp, ...again]);
console.log(`\nfinished in ${minutes()} minutes`);
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
