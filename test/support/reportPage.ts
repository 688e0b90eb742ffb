import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild, { type OutputFile } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { panelHtml } from '../../src/extension/core/panels/panelHtml';
import type { PanelState } from '../../src/shared/protocol/graphPanelContract';
import type { PageWords } from '../../src/export/htmlReport';
import type { Report } from '../../src/shared/report/report';
import { chrome } from './browser';

const browserBundle = {
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome122',
  logLevel: 'warning',
} as const;

/** The same import of a worker's text as in esbuild.mjs. */
const workerText: esbuild.Plugin = {
  name: 'worker-text',
  setup(build) {
    build.onResolve({ filter: /^worker:/ }, async ({ path: wanted, resolveDir }) => {
      const kind = 'import-statement';
      const found = await build.resolve(wanted.slice('worker:'.length), { resolveDir, kind });
      return { path: found.path, namespace: 'worker-text' };
    });
    build.onLoad({ filter: /.*/, namespace: 'worker-text' }, async (file) => {
      const options = { ...browserBundle, entryPoints: [file.path], minify: true, write: false };
      const { outputFiles } = await esbuild.build({ ...options, write: false });
      return { contents: outputFiles[0]!.text, loader: 'text' };
    });
  },
};

const bundles = new Map<string, Promise<readonly OutputFile[]>>();

/** The files of a panel, bundled once in a process, apart from dist/, which other tests may be building. */
function bundled(entryPoint: string): Promise<readonly OutputFile[]> {
  const known = bundles.get(entryPoint);
  if (known) return known;
  const made = esbuild
    .build({
      ...browserBundle,
      entryPoints: { webview: entryPoint },
      outdir: 'out',
      plugins: [workerText],
      minify: true,
      write: false,
    })
    .then(({ outputFiles }) => outputFiles);
  bundles.set(entryPoint, made);
  return made;
}

/** Writes the files of a panel into a fresh folder. */
export async function buildPanel(entryPoint: string): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-webview-'));
  for (const { path: file, contents } of await bundled(entryPoint))
    writeFileSync(path.join(folder, path.basename(file)), contents);
  return folder;
}

export const buildWebview = (): Promise<string> => buildPanel('webview/graph/main.ts');

const escaped = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** A page with the panel as a saved report has it, under a strict policy and with everything on disk. */
export function writeReportPage(folder: string, name: string, report: Report): string {
  const policy = "default-src 'none'; script-src file:; style-src file:; worker-src blob:";
  const file = path.join(folder, `${name}.html`);
  writeFileSync(
    file,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="webview.css"></head><body><div id="skipscope"></div>
<script type="application/json" id="skipscope-report">${escaped(report)}</script>
<script src="webview.js"></script></body></html>`,
  );
  return pathToFileURL(file).href;
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chrome, args: ['--no-sandbox'] });

/** Nothing moves in it for as long as it lasts: most tests look at what comes after. */
const stillPage = {
  viewport: { width: 1480, height: 920 },
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

/** Opens a page and waits until the graph is painted. Uncaught errors fail the test that `onError` belongs to. */
export async function openReport(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ ...stillPage, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  await page.waitForSelector('#skipscope[data-state="ready"]', { timeout: 60_000 });
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]');
    return Number(canvas?.dataset['painted'] ?? 0) > 0;
  });
  return { page, errors };
}

/** Position of a layer or group on the canvas, in CSS pixels of the page. */
export async function centreOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  const centre = await page.evaluate(
    (wanted) =>
      (
        window as unknown as {
          skipscope: { centreOf(id: string): { x: number; y: number } | null };
        }
      ).skipscope.centreOf(wanted),
    id,
  );
  if (!centre) throw new Error(`${id} is not on the canvas`);
  return centre;
}

/** The left end of a layer or group on the canvas, at half its height, and its width, in CSS pixels of the page. */
export async function rectOf(
  page: Page,
  id: string,
): Promise<{ x: number; y: number; width: number }> {
  const { x, y } = await centreOf(page, id);
  const width = await page.evaluate(
    (wanted) =>
      (
        window as unknown as { skipscope: { rectOf(id: string): { width: number } } }
      ).skipscope.rectOf(wanted).width,
    id,
  );
  return { x: x - width / 2, y, width };
}

export const layoutReady = async (page: Page): Promise<void> => {
  await page.waitForSelector('[data-testid="graph"][data-layout="ready"]', { timeout: 60_000 });
};

export interface HostOptions {
  /** The editor's translations. */
  readonly words?: PageWords;
  /** The page's state from before it was reloaded. */
  readonly saved?: unknown;
  /** The page's initial state besides site and status. */
  readonly opened?: Partial<PanelState>;
}

/** Stands for the editor: answers `ready`, and keeps what else it was asked. */
const fakeHost = ({ saved, opened }: HostOptions): string => `
window.asked = [];
window.kept = undefined;
window.acquireVsCodeApi = () => ({
  getState: () => (${escaped(saved ?? null)}) ?? undefined,
  setState: (state) => { window.kept = state; },
  postMessage: (frame) => {
    if (frame.kind !== 'request') return;
    window.asked.push({ method: frame.method, payload: frame.payload });
    const status = { title: 'resnet20', outOfDate: false };
    const site = { document: 'file:///models/sample.ts', name: 'resnet20' };
    const opened = ${escaped(opened ?? {})};
    const value = frame.method === 'ready' ? { origin: { site }, status, ...opened } : null;
    setTimeout(() => window.postMessage({ kind: 'answer', id: frame.id, value }), 0);
  },
});`;

/** The panel as an editor holds it: it starts without a report and hears from its host. */
export async function openHosted(
  browser: Browser,
  folder: string,
  options: HostOptions = {},
): Promise<Page> {
  writeFileSync(path.join(folder, 'host.js'), fakeHost(options));
  const file = path.join(folder, 'hosted.html');
  const html = panelHtml({
    ...{ script: 'webview.js', style: 'webview.css', cspSource: 'file:', nonce: 'n' },
    words: options.words,
  });
  writeFileSync(
    file,
    html
      .replace('<body>', '<body class="vscode-dark">')
      .replace('<script nonce', '<script nonce="n" src="host.js"></script><script nonce'),
  );
  const page = await browser.newPage(stillPage);
  await page.goto(pathToFileURL(file).href);
  const state = options.opened?.report ? 'ready' : 'waiting';
  await page.waitForSelector(`#skipscope[data-state="${state}"]`);
  return page;
}

/** Announces something to the page, as its host does. */
export const announce = (page: Page, name: string, payload: unknown): Promise<void> =>
  page.evaluate((event) => window.postMessage({ kind: 'event', ...event }), { name, payload });

/** The page's requests to its host, in order. */
export const askedOf = (page: Page): Promise<{ method: string; payload: unknown }[]> =>
  page.evaluate(
    () => (window as unknown as { asked: { method: string; payload: unknown }[] }).asked,
  );
