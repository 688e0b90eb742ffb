// `npm test`: every check and every test, from a fresh clone, ending with `N passed, N failed`.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { build, ensureInstalled, root } from './install.mjs';
import { linkTensorflow } from './tensorflow.mjs';
import { pythonWithTorch } from './torch.mjs';

/** Files of the engine's suite that compute: running the others again on another backend would tell nothing. */
const computing = ['test/engine/tfjs/', 'test/engine/probe/'];
/** The longest first. */
const checks = ['lint', 'types', 'rooms', 'unused'];

const started = Date.now();
const minutes = () => ((Date.now() - started) / 60_000).toFixed(1);
const isWindows = process.platform === 'win32';
const phase = (name) => console.log(`\n— ${name} (${minutes()} min)`);

/** The static checks, each counted as one test. */
async function runChecks() {
  const failures = [];
  for (const check of checks) {
    if (!(await runCheck(check))) failures.push(`npm run ${check}`);
  }
  return { passed: checks.length - failures.length, failures };
}

async function runCheck(check) {
  const args = ['run', '--silent', check];
  const run = promisify(execFile)('npm', args, { shell: isWindows, maxBuffer: Infinity });
  const { code = 0, stdout, stderr } = await run.catch((error) => error);
  console.log(`\n— npm run ${check}\n${stdout}${stderr}`);
  return code === 0;
}

/**
 * One run of vitest, of which one beside another prints when it is over; a run that ends without results
 * (a crash of the runner) is a failure too.
 */
async function runSuite(name, projects, { args = [], env = {}, isBeside = false } = {}) {
  const results = `out/test/${name}.json`;
  const secondTries = `out/test/${name}.tries.json`;
  for (const file of [results, secondTries]) rmSync(file, { force: true });
  const reporters = [
    ...['--reporter=default', '--reporter=json', '--reporter=./scripts/secondTries.mjs'],
    `--outputFile.json=${results}`,
  ];
  const chosen = projects.flatMap((project) => ['--project', project]);
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...args, ...reporters],
    {
      stdio: isBeside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: {
        ...process.env,
        ...env,
        SKIPSCOPE_TEST_RETRY: '1',
        SKIPSCOPE_TEST_TRIES: secondTries,
      },
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (printed += text));
  }
  const [status] = await once(child, 'close');
  if (isBeside) console.log(`\n— ${name} (${minutes()} min)\n${printed}`);
  try {
    const { numPassedTests, numPendingTests, testResults } = JSON.parse(
      readFileSync(results, 'utf8'),
    );
    const failures = testResults.flatMap(failuresOf).map((failure) => `${name}: ${failure}`);
    if (status !== 0 && failures.length === 0) {
      failures.push(`${name}: the test runner ended with ${status}`);
    }
    const tries = JSON.parse(readFileSync(secondTries, 'utf8'));
    return { passed: numPassedTests, failures, skipped: numPendingTests, secondTries: tries };
  } catch (error) {
    return { passed: 0, failures: [`${name}: no results were left (${error.message})`] };
  }
}

/** The failed tests of a file, each by its name and the first line of its message; or the file, if none of them ran. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative(root, name);
  const firstLine = (text = '') => stripVTControlCharacters(text).trim().split('\n')[0];
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : [];
  return failed.map(
    ({ fullName, failureMessages: [text] }) => `${file}: ${fullName}: ${firstLine(text)}`,
  );
}

/** The better backends that run here, with TensorFlow linked if pip has it. */
async function betterBackends() {
  const { packages, folder, reason, ours } = await linkTensorflow();
  phase('TensorFlow for the engine is there, or cannot be had');
  const env = packages ? { SKIPSCOPE_PACKAGES: packages } : {};
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'backends', '--json'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  const names = JSON.parse(stdout)
    .filter(({ name, available }) => available && !['wasm', 'cpu', 'torch'].includes(name))
    .map(({ name }) => name);
  return { names, env, folder, reason, ours };
}

/** The tests that open windows, which wait for most of their time, side by side. */
async function runWindows(browser, linking, installing) {
  if (!browser) return [];
  const env = { CHROME: browser };
  const inEditor = async () => {
    const [{ folder }, { python }] = await Promise.all([linking, installing]);
    const own = {
      ...env,
      ...(folder && { SKIPSCOPE_TEST_TENSORFLOW: folder }),
      ...(python && { SKIPSCOPE_TEST_PYTHON: python }),
    };
    return runSuite('vscode', ['vscode'], { env: own, isBeside: true });
  };
  const inBrowser = runSuite('browser', ['browser'], { env, isBeside: true });
  return Promise.all([inBrowser, inEditor()]);
}

/** All other suites, one after the other: those in processes of their own, then the engine's on each better backend. */
async function runOthers(linking, installing) {
  const { python } = await installing;
  const own = python ? { SKIPSCOPE_TEST_PYTHON: python } : {};
  const projects = ['unit', 'engine', 'processes', 'cli'];
  const counts = [await runSuite('results', projects, { env: own })];
  const { names, env } = await linking;
  for (const backend of names) {
    phase(`the engine's suite on ${backend}`);
    const onBackend = { ...env, SKIPSCOPE_TEST_BACKEND: backend };
    counts.push(
      await runSuite(`engine-${backend}`, ['engine'], { args: computing, env: onBackend }),
    );
  }
  return counts;
}

const loud = (text) => console.log(`\n!!! ${text}`);
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

process.chdir(root);
ensureInstalled();
mkdirSync('out/test', { recursive: true });
const installing = pythonWithTorch();
// The checks need no bundle: they begin beside the build.
const checking = runChecks();
phase('build');
build();
const packed = spawnSync(process.execPath, ['scripts/package.mjs'], { stdio: 'inherit' });
if (packed.status !== 0) process.exit(1);
const browser = await ensureBrowser();

phase('tests, with those that open windows and the checks beside them');
const linking = betterBackends();
const [others, windows, checked] = await Promise.all([
  runOthers(linking, installing),
  runWindows(browser, linking, installing),
  checking,
]);
const { names, reason, ours } = await linking;
const counts = [...others, ...windows, checked];

if (!browser) {
  loud('NO BROWSER COULD BE HAD: the browser and editor tests were NOT RUN. Set CHROME.');
}
if (!names.includes('tensorflow')) {
  loud(`THE ENGINE WAS NOT LINKED TO TENSORFLOW, its suite did NOT RUN on it: ${reason}`);
}
const { reason: noTorch } = await installing;
if (noTorch) {
  loud(
    `NO PYTHON WITH PYTORCH COULD BE HAD: the tests of the user's own Python did NOT RUN: ${noTorch}`,
  );
}
if (!names.includes('tensorflow-gpu')) {
  loud('NO GPU HERE: the suite did NOT RUN on tensorflow-gpu.');
}
const failures = counts.flatMap((count) => count.failures);
if (ours) failures.push(`TensorFlow could be had and was not linked: ${reason}`);
const passed = sum(counts.map((count) => count.passed));
const skipped = sum(counts.map((count) => count.skipped ?? 0));
// Again at the end, where they are read: what failed is else thousands of lines above.
for (const failure of failures) console.log(`FAILED  ${failure}`);
for (const tried of counts.flatMap((count) => count.secondTries ?? [])) {
  console.log(`PASSED AT A SECOND TRY  ${tried}`);
}
console.log(`\nfinished in ${minutes()} minutes`);
console.log(`${passed} passed, ${failures.length} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failures.length > 0 ? 1 : 0);
