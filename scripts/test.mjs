// `npm test`: every check and every test, from a fresh clone, ending with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from './browser.mjs';
import { build, ensureInstalled, root } from './install.mjs';

const results = 'out/test/results.json';
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

/** Each static check counts as one test. */
function runChecks() {
  const outcomes = checks.map((check) => {
    console.log(`\n— npm run ${check}`);
    return succeeds('npm', ['run', '--silent', check]);
  });
  return { passed: outcomes.filter(Boolean).length, failed: outcomes.filter((ok) => !ok).length };
}

/** A run that ends without results (a crash of the runner itself) is a failure too. */
function runSuites(browser) {
  rmSync(results, { force: true });
  const projects = browser ? [] : ['--project', 'unit', '--project', 'engine'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...projects, ...reporters];
  const ok = succeeds(process.execPath, vitest, browser ? { CHROME: browser } : {});
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

process.chdir(root);
ensureInstalled();
mkdirSync('out/test', { recursive: true });
const checked = runChecks();
console.log('\n— build');
build();
if (!succeeds(process.execPath, ['scripts/package.mjs'])) process.exit(1);
const browser = await ensureBrowser();
console.log(browser ? `\n— tests, in ${browser}` : '\n— tests');
const tested = runSuites(browser);

if (!browser) {
  console.log(
    '\n!!! NO BROWSER COULD BE HAD: the browser and editor tests were NOT RUN. Set CHROME.',
  );
}
const passed = checked.passed + tested.passed;
const failed = checked.failed + tested.failed;
console.log(`\nfinished in ${minutes()} minutes`);
console.log(
  `${passed} passed, ${failed} failed${tested.skipped ? `, ${tested.skipped} skipped` : ''}`,
);
process.exit(failed > 0 ? 1 : 0);
