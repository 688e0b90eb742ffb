// The panel of experiments while 100 cells arrive, the size of their result, and the time that a stop takes. Needs
// `npm run build` and a browser.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { summarise } from '../../src/analysis/experiments/summarise';
import { EngineClient } from '../../src/engineClient/engineClient';
import { runExperiment } from '../../src/engineClient/experimentRun';
import { jobKinds } from '../../src/shared/protocol/jobs';
import { experimentRequest } from '../support/experimentJob';
import { openExperiments } from '../support/experimentPage';
import { largeRun } from '../support/experimentRuns';
import { buildPanel, openBrowser } from '../support/reportPage';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly wanted: string;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Milliseconds from each message of the host to the frame that shows it, in the order of the messages. */
const shownAfter = (page: Page, events: readonly { name: string; payload: unknown }[]) =>
  page.evaluate(async (all) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times: number[] = [];
    for (const event of all) {
      await frame();
      const started = performance.now();
      window.postMessage({ kind: 'event', ...event });
      // The message is handled in a task of its own; what it drew is painted by the second frame.
      await new Promise((resolve) => setTimeout(resolve));
      await frame();
      await frame();
      times.push(performance.now() - started);
    }
    return times;
  }, events);

async function panelRows(): Promise<Row[]> {
  const [browser, folder] = await Promise.all([
    openBrowser(),
    buildPanel('webview/experiments/main.ts'),
  ]);
  try {
    const page = await openExperiments(browser, folder);
    await page.locator('[data-experiment="skips"]').click();
    await page.locator('[data-action="run"]').click();
    const { draft, cells } = largeRun();
    await shownAfter(page, [{ name: 'began', payload: draft }]);
    const times = await shownAfter(
      page,
      cells.map((payload) => ({ name: 'cell', payload })),
    );
    const last = times.slice(-10).sort((a, b) => a - b);
    return [
      {
        what: 'update of the panel at 91 to 100 cells, median ms',
        value: rounded(last[5] ?? NaN),
        wanted: '≤ 100',
      },
      { what: 'the slowest of all 100, ms', value: rounded(Math.max(...times)), wanted: '' },
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

const sizeRow = (): Row => {
  const { draft, cells } = largeRun();
  const bytes = JSON.stringify(summarise(draft, cells)).length;
  return { what: 'result of 100 cells, kB', value: rounded(bytes / 1000), wanted: '≤ 1,000' };
};

/** Milliseconds from a stop in the middle of a cell until the run is over, with what it computed kept. */
async function stopRow(): Promise<Row> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  const client = new EngineClient(
    {
      entry: path.resolve('dist/engine.js'),
      packages: [],
      ...{ deadlineSeconds: 60, memoryMegabytes: 2048, log: () => undefined },
      journals: { folder, version: '1' },
    },
    jobKinds,
  );
  const controller = new AbortController();
  let stoppedAt = Infinity;
  const settings = {
    ...{ name: 'skips' as const, steps: 20_000, seeds: 5, seed: 1, batchSize: 64, samples: 64 },
    arms: ['whole', 'without-all'],
  };
  try {
    const probe = { steps: 3, seeds: 3, batchSize: 64, seed: 1, learningRate: 0.05 };
    const began = (): void => {
      setTimeout(() => {
        stoppedAt = performance.now();
        controller.abort();
      }, 1000);
    };
    await runExperiment(client, experimentRequest({ settings, probe }), {
      ...{ processes: 1, signal: controller.signal, progress: began },
    });
    const value = rounded(performance.now() - stoppedAt);
    return { what: 'a stop in the middle of a cell, ms', value, wanted: '≤ 1,000' };
  } finally {
    client.dispose();
    rmSync(folder, { recursive: true });
  }
}

export const bench = async (): Promise<Row[]> => [
  ...(await panelRows()),
  sizeRow(),
  await stopRow(),
];
