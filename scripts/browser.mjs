// Finds a Chromium to test in: $CHROME, the path, Debian's package where apt may run, the one that npm ships.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** Chromium without windows: a page of it takes half the time. */
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];
const names = [
  ...shells,
  ...['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'],
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
/** The last release that runs on Node 20. */
const npmChromium = '@sparticuz/chromium@143.0.0';

const starts = (file, env = process.env) =>
  spawnSync(file, ['--version'], { encoding: 'utf8', env }).status === 0;

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...files, ...places].find((file) => existsSync(file));
}

function fromApt() {
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return undefined;
  const apt = (...args) =>
    spawnSync(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['-n', 'apt-get', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  console.log('Installing chromium for the browser tests (apt-get) …');
  apt('update', '-q');
  for (const name of [shells[0], 'chromium']) {
    apt('install', '-y', '-q', '--no-install-recommends', name, 'fonts-dejavu-core');
    const found = onPath();
    if (found) return found;
  }
  return undefined;
}

async function fromNpm() {
  const folder = path.join(os.homedir(), '.cache', 'skipscope', 'chromium');
  mkdirSync(folder, { recursive: true });
  console.log(`Installing ${npmChromium} for the browser tests (npm) …`);
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = process.platform === 'win32';
  if (spawnSync('npm', [...args, npmChromium], { stdio: 'inherit', shell }).status !== 0) {
    return undefined;
  }
  const require = createRequire(path.join(folder, 'package.json'));
  const { default: exported } = await import(require.resolve('@sparticuz/chromium'));
  return (exported.default ?? exported).executablePath();
}

/** Path of a browser that starts, or `undefined` if none can be had. Never throws. */
export async function ensureBrowser() {
  const ways = [() => process.env.CHROME, onPath, fromApt, fromNpm];
  for (const way of ways) {
    try {
      const file = await way();
      if (file && starts(file)) return file;
    } catch (error) {
      console.log(`No browser this way: ${error.message}`);
    }
  }
  return undefined;
}
