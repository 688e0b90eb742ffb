// Brings real VS Code (workbench and Node extension host, served on this machine) from npm alone: no
// install scripts, no compiler, nothing outside the cache folder. It is VS Code on a server, not the desktop.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const VERSION = '4.139.1'; // of the package; the editor in it is VS Code 1.139.1
const NODE_VERSION = '24.21.0';
const editorPackage = {
  name: `code-server@${VERSION}`,
  sha512:
    'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};
/** The Node that this version of the editor is made for, if npm has it. */
const nodePackages = {
  'linux-x64':
    '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
};

const folder = path.join(os.homedir(), '.cache', 'skipscope', `vscode-${VERSION}`);

/** @typedef {{ readonly node: string, readonly server: string }} Editor */

/** The editor, installed on first use (about 20 s). Throws with one clear sentence if it cannot be had. */
export async function ensureEditor() {
  if (!existsSync(folder)) await install();
  return {
    node: [path.join(folder, 'node', 'bin', 'node'), process.execPath].find(existsSync),
    server: path.join(folder, 'package', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

async function install() {
  if (process.platform === 'win32') {
    throw new Error('The editor from npm does not run on Windows: install VS Code.');
  }
  const sha512 = nodePackages[`${process.platform}-${process.arch}`];
  if (!sha512 && !process.version.startsWith('v24.')) {
    throw new Error('The editor from npm needs Node 24 here: install Node 24, or VS Code.');
  }
  console.log('Installing VS Code from npm (once) …');
  await fs.mkdir(path.dirname(folder), { recursive: true });
  // Built aside and moved when whole, so that two installations at once do no harm.
  const building = await fs.mkdtemp(`${folder}-`);
  try {
    await unpack(editorPackage, building, 'package');
    if (sha512) {
      const name = `node-${process.platform}-${process.arch}@${NODE_VERSION}`;
      await unpack({ name, sha512 }, building, 'node');
    }
    await completeServer(path.join(building, 'package', 'lib', 'vscode'));
    await fs.rename(building, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await fs.rm(building, { recursive: true, force: true });
  }
}

/** Downloads a package, checks it against the known hash, and unpacks it into `target/name`. */
async function unpack({ name, sha512 }, target, as) {
  const listed = await run('npm', ['pack', '--silent', name], target);
  const file = path.join(target, listed.trim().split('\n').pop());
  const found = createHash('sha512')
    .update(await fs.readFile(file))
    .digest('base64');
  if (found !== sha512) throw new Error(`${name} is not what it should be (sha512 ${found}).`);
  await fs.mkdir(path.join(target, as));
  await run('tar', ['xzf', file, '-C', as, '--strip-components=1'], target);
  await fs.rm(file);
}

/** The package leaves its dependencies to install scripts; here they come without scripts. */
async function completeServer(server) {
  // `npm ci` refuses this lock file (a missing peer); `install` honours it.
  const flags = ['--omit=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  for (const folder of [server, path.join(server, 'extensions')]) {
    await run('npm', ['install', ...flags, '--loglevel=error'], folder);
  }
  const modules = path.join(server, 'node_modules');
  const replacements = path.resolve('scripts/vscode/replacements');
  await fs.copyFile(`${replacements}/spdlog.cjs`, `${modules}/@vscode/spdlog/index.js`);
  await fs.copyFile(
    `${replacements}/native-watchdog.cjs`,
    `${modules}/@vscode/native-watchdog/index.js`,
  );
  for (const unused of ['@github', '@microsoft/mxc-sdk']) {
    await fs.rm(path.join(modules, unused), { recursive: true, force: true });
  }
}

/** Runs a command, trying again twice: downloads fail now and then. */
async function run(command, args, cwd, attempts = 3) {
  const { code, output } = await new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('error', fail).on('close', (code) => done({ code, output }));
  });
  if (code === 0) return output;
  if (attempts > 1) return run(command, args, cwd, attempts - 1);
  throw new Error(`${command} ${args.join(' ')} ended with ${code}.`);
}
