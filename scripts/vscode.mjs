// `npm run vscode`: the extension and the examples in VS Code; in the desktop editor if there is one,
// otherwise in the editor from npm, in a browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, ensureInstalled, root, run } from './install.mjs';
import { ensureEditor } from './vscode/editor.mjs';
import { startServer } from './vscode/server.mjs';

const examples = path.join(root, 'examples');
const example = path.join(examples, 'resnet20.ts');

function hasDesktopEditor() {
  const shell = process.platform === 'win32';
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell }).status === 0;
}

function openDesktop() {
  const args = [`--extensionDevelopmentPath=${root}`, examples, '--goto', `${example}:1`];
  run('code', args, { shell: process.platform === 'win32' });
  console.log('VS Code opens with the examples. Choose "Probe gradients" above a model.');
}

async function serveInBrowser() {
  run(process.execPath, ['scripts/package.mjs']);
  const editor = await ensureEditor();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  const server = await startServer({
    editor,
    profile,
    vsix: path.join(root, 'out', 'skipscope.vsix'),
    settings: {
      // The examples are the repository's own, opened to be built.
      'security.workspace.trust.enabled': false,
      'workbench.startupEditor': 'none',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'chat.disableAIFeatures': true,
      'telemetry.telemetryLevel': 'off',
    },
    port: Number(process.env.PORT ?? 0),
  });
  const end = async () => {
    await server.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  };
  process.once('SIGINT', () => void end()).once('SIGTERM', () => void end());
  const payload = encodeURIComponent(
    JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${server.port}${example}`]]),
  );
  console.log(`
VS Code with SkipScope and the examples:

  http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(examples)}&payload=${payload}

Choose "Probe gradients" above a model. Ctrl+C ends the editor.`);
  await server.ended;
  await end();
}

process.chdir(root);
ensureInstalled();
console.log('Building …');
build();
if (hasDesktopEditor()) openDesktop();
else await serveInBrowser();
