import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureEditor } from '../../../scripts/vscode/editor.mjs';
import { startServer } from '../../../scripts/vscode/server.mjs';
import {
  OPTIONS_FILE,
  RESULTS_FILE,
  type HostOptions,
  type HostResults,
} from '../../host/contract';
import { chrome } from '../browser';
import { quietSettings } from './quietSettings';
import { browserArguments, openStillPage } from './startEditor';

/** The tests as one file that the extension host can load; packages come from this repository. */
async function bundleTests(): Promise<string> {
  const outfile = path.resolve('out/host/index.cjs');
  await esbuild.build({
    entryPoints: ['test/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** The address of an editor that finds the extension in development and its tests. */
function address(port: number, folder: string, tests: string): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(process.cwd())],
    ['extensionTestsPath', remote(tests)],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

/**
 * Runs test/host by mocha inside the extension host of a real editor, with the extension from `dist/`.
 * Rejects if the editor ends without results.
 */
export async function runHostTests(options: HostOptions): Promise<HostResults> {
  const tests = await bundleTests();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'ss-'));
  const folder = path.join(profile, 'models');
  cpSync('examples', folder, { recursive: true, filter: (file) => !file.endsWith('.json') });
  writeFileSync(path.join(folder, OPTIONS_FILE), JSON.stringify(options));
  const editor = await ensureEditor();
  const server = await startServer({ editor, profile, settings: quietSettings });
  const browser = await chromium.launch({ executablePath: chrome, args: browserArguments });
  try {
    const page = await openStillPage(browser, { width: 1440, height: 900 });
    const ended = new Promise((done) => void page.exposeFunction('codeAutomationExit', done));
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(address(server.port, folder, tests));
    await ended;
    return JSON.parse(readFileSync(path.join(folder, RESULTS_FILE), 'utf8')) as HostResults;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
