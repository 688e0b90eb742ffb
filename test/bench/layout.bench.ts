import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Report } from '../../src/shared/report/report';
import { flatElk } from '../support/flatElk';
import { buildWebview, layoutReady, openBrowser, openHosted } from '../support/reportPage';
import {
  densenet,
  plainChain,
  residualStack,
  resnet,
  transformer,
  unet,
} from '../support/sampleReports';

interface Subject {
  readonly name: string;
  readonly report: () => Report;
  /** Flat elkjs takes minutes or overflows above this: see the docstring of `flatElk`. */
  readonly withElk: boolean;
}

const subjects: readonly Subject[] = [
  { name: 'residual stack 100', report: () => residualStack(100), withElk: true },
  { name: 'ResNet-56, blocks (199 layers)', report: () => resnet(9), withElk: true },
  { name: 'residual stack 1,000', report: () => residualStack(1000), withElk: true },
  { name: 'residual stack 10,000', report: () => residualStack(10_000), withElk: true },
  { name: 'plain chain 10,000', report: () => plainChain(10_000), withElk: true },
  { name: 'U-Net, 140 long skips', report: () => unet(140), withElk: true },
  { name: 'dense, 40 layers in one block', report: () => densenet(1, 40), withElk: true },
  { name: 'dense, 100 layers in one block', report: () => densenet(1, 100), withElk: false },
  { name: 'transformer, 96 blocks', report: () => transformer(96), withElk: true },
];

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** From the click to the paint of the new layout, in ms of the page's own clock. */
const timeOpenAll = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
    const painted = Number(canvas.dataset['painted']);
    const start = performance.now();
    document.querySelector<HTMLElement>('[data-action="open-all"]')!.click();
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
    await frame();
    while (canvas.dataset['layout'] !== 'ready' || Number(canvas.dataset['painted']) <= painted)
      await frame();
    return performance.now() - start;
  });

/** Closes and opens one group, and says how long the opening took until it was painted. */
const timeOpenOne = (page: Page): Promise<number | null> =>
  page.evaluate(async () => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
    const row = document.querySelector<HTMLElement>('[data-group]');
    if (!row) return null;
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
    const toggle = async (): Promise<number> => {
      const start = performance.now();
      document.querySelector<HTMLElement>('[data-group] .twisty')!.click();
      await frame();
      while (canvas.dataset['layout'] !== 'ready') await frame();
      await frame();
      return performance.now() - start;
    };
    await toggle();
    return toggle();
  });

/** Pans and zooms for 120 frames; gives the 95th percentile of the time between frames and of the painting. */
const timeFrames = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
    document.querySelector<HTMLElement>('[data-action="fit"]')!.click();
    await new Promise((done) => setTimeout(done, 400));
    const times: number[] = [];
    let last = performance.now();
    for (let at = 0; at < 120; at++) {
      const ctrlKey = at % 3 === 0;
      const deltaY = ctrlKey ? (at < 60 ? -40 : 40) : 30;
      const { clientX, clientY } = { clientX: 300, clientY: 300 };
      const options = { deltaY, ctrlKey, clientX, clientY, bubbles: true, cancelable: true };
      canvas.dispatchEvent(new WheelEvent('wheel', options));
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    times.sort((a, b) => a - b);
    return times[Math.floor(times.length * 0.95)]!;
  });

/** From the arrival of a report in a page that waits for one to the first paint of its graph. */
const timeFirstPaint = (page: Page, report: Report): Promise<number> =>
  page.evaluate(async (payload) => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
    const start = performance.now();
    window.postMessage({ kind: 'event', name: 'report', payload });
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
    while (Number(canvas.dataset['painted'] ?? 0) === 0) await frame();
    return performance.now() - start;
  }, report as unknown);

async function measure(browser: Browser, folder: string, subject: Subject) {
  const report = subject.report();
  const page = await openHosted(browser, folder);
  // The worker is started with the page; a model takes longer to build than this.
  await page.waitForTimeout(2000);
  const firstPaint = await timeFirstPaint(page, report);
  const openOne = [await timeOpenOne(page), await timeOpenOne(page), await timeOpenOne(page)];
  const openAll = await timeOpenAll(page);
  await layoutReady(page);
  const frames = await timeFrames(page);
  const boxes = Number(await page.locator('[data-testid="graph"]').getAttribute('data-boxes'));
  await page.close();
  const elk = subject.withElk ? await flatElk(browser, report) : 'not run';
  const measured = openOne.filter((time) => time !== null);
  return {
    network: subject.name,
    layers: report.network.layers.length,
    skips: report.skips.items.length,
    'boxes, all open': boxes,
    'report → painted, ms': round(firstPaint),
    'all open → painted, ms': round(openAll),
    'one group opened, ms': measured.length > 0 ? round(median(measured)) : 'no groups',
    'frame p95, ms': round(frames),
    'flat elkjs, ms': typeof elk === 'number' ? round(elk) : elk,
    // Opening everything may reuse cells of the first layout: together they count no work twice.
    'elkjs ÷ ours': typeof elk === 'number' ? round(elk / (firstPaint + openAll)) : '',
  };
}

/** Layout and painting in Chromium, with flat elkjs on the same graphs in the same run. */
export async function bench() {
  const [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  const rows = [];
  for (const subject of subjects) {
    console.log(subject.name);
    rows.push(await measure(browser, folder, subject));
  }
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}
