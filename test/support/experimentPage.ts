import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { panelHtml } from '../../src/extension/core/panels/panelHtml';
import { experimentNames } from '../../src/shared/experiment/experiment';
import type { ExperimentOffer } from '../../src/shared/experiment/offer';
import type { ExperimentPanelState } from '../../src/shared/protocol/experimentPanelContract';
import { testOptions } from './experimentCells';

/** Offers with a cost for all experiments but one. */
export const someOffers: readonly ExperimentOffer[] = experimentNames.map((experiment) =>
  experiment === 'u-shape'
    ? { experiment, refusal: { code: 'experiments.no-u-shape' } }
    : {
        experiment,
        cost: {
          options: { ...testOptions, steps: experiment === 'paths' ? 0 : 100, seeds: 5 },
          arms: ['whole', 'without-all', 'without a', 'without b'],
          mainArms: ['whole', 'without-all'],
          estimate: { cells: 20, pilots: 0, secondsPerCell: 1, seconds: 20 },
        },
      },
);

const opened: ExperimentPanelState = {
  site: { document: 'file:///models/net.ts', name: 'net' },
  title: 'net',
  processes: 1,
  offers: someOffers,
  kept: [],
};

const escaped = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Stands for the editor: keeps what it is asked, and answers by a table. */
const fakeHost = (answers: Readonly<Record<string, unknown>>): string => `
window.asked = [];
window.acquireVsCodeApi = () => ({
  getState: () => undefined,
  setState: (state) => { window.kept = state; },
  postMessage: (frame) => {
    if (frame.kind !== 'request') return;
    window.asked.push({ method: frame.method, payload: frame.payload });
    const value = (${escaped(answers)})[frame.method] ?? null;
    setTimeout(() => window.postMessage({ kind: 'answer', id: frame.id, value }), 0);
  },
});`;

/** The panel of experiments as an editor holds it, from a folder with its bundle. */
export async function openExperiments(
  browser: Browser,
  folder: string,
  state: Partial<ExperimentPanelState> = {},
  answers: Readonly<Record<string, unknown>> = {},
): Promise<Page> {
  writeFileSync(
    path.join(folder, 'host.js'),
    fakeHost({ ready: { ...opened, ...state }, ...answers }),
  );
  const file = path.join(folder, 'experiments.html');
  const html = panelHtml({
    ...{ script: 'webview.js', style: 'webview.css', cspSource: 'file:', nonce: 'n' },
  });
  writeFileSync(
    file,
    html
      .replace('<body>', '<body class="vscode-dark">')
      .replace('<script nonce', '<script nonce="n" src="host.js"></script><script nonce'),
  );
  const page = await browser.newPage({ viewport: { width: 1320, height: 1000 } });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('#skipscope[data-state="idle"] h1:not(:empty)');
  return page;
}
