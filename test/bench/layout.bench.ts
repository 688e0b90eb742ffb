import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Report } from '../../src/shared/report/report';
import {
  analysed,
  deepUNet,
  denseBlocks,
  denseNet201,
  plainChain,
  residualStack,
  transformer,
} from '../support/analysedReports';
import { resnet50 } from '../support/architectures/residual';
import { chrome } from '../support/browser';
import { timeFlatLayout } from '../support/flatLayout';
import { buildWebview, layoutReady, openHosted } from '../support/reportPage';

const subjects: readonly (() => Report)[] = [
  () => analysed('ResNet-50', resnet50()),
  () => residualStack(100),
  () => residualStack(1000),
  () => residualStack(10_000),
  () => deepUNet(140),
  () => denseBlocks(24),
  () => denseBlocks(48),
  denseNet201,
  () => transformer(96),
  () => plainChain(10_000),
];

/** Time limit of flat layouts; 0 skips them. */
const FLAT_SECONDS = Number(process.env['FLAT_SECONDS'] ?? 60);
/** Only networks with this in their name. */
const NETWORKS = process.env['NETWORKS'] ?? '';

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** From the arrival of a report in a page that waits for one to the first paint of its graph. */
const timeFirstPaint = (page: Page, report: Report): Promise<number> =>
  page.evaluate(async (payload) => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
    window.postMessage({ kind: 'event', name: 'report', payload });
    // The report is on its way: what its sender needed to write it down is no part of this.
    const start = performance.now();
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
    while (Number(canvas.dataset['painted'] ?? 0) === 0) await frame();
    return performance.now() - start;
  }, report as unknown);

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
    if (!document.querySelector('[data-group] .twisty')) return null;
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

interface Frames {
  readonly total: number;
  readonly script: number;
  readonly worst: number;
}

/**
 * Pans at every zoom from the whole network to twice life size, and back. Gives the 95th percentile of a
 * frame's whole time and of its script, in ms. The browser runs without a frame rate limit, so that the
 * distance of two frames is what one costs and not what the screen's clock makes of it.
 */
const timeFrames = (page: Page): Promise<Frames> =>
  page.evaluate(async () => {
    const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
    document.querySelector<HTMLElement>('[data-action="fit"]')!.click();
    await new Promise((done) => setTimeout(done, 600));
    const own = window.requestAnimationFrame.bind(window);
    let script = 0;
    window.requestAnimationFrame = (run) =>
      own((time) => {
        const start = performance.now();
        run(time);
        script += performance.now() - start;
      });
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + height / 2 };
    const turn = (options: WheelEventInit): void => {
      const start = performance.now();
      canvas.dispatchEvent(
        new WheelEvent('wheel', { ...at, ...options, bubbles: true, cancelable: true }),
      );
      script += performance.now() - start;
    };
    const totals: number[] = [];
    const scripts: number[] = [];
    const frame = async (options: WheelEventInit): Promise<void> => {
      script = 0;
      const start = performance.now();
      turn(options);
      await new Promise((done) => own(done));
      // The frame after it begins when this one is on its way to the screen.
      await new Promise((done) => own(done));
      totals.push(performance.now() - start);
      scripts.push(script);
    };
    for (const direction of [-1, 1]) {
      for (let zoom = 0; zoom < 80; zoom++) {
        await frame({ deltaY: direction * 8, ctrlKey: true });
        await frame({ deltaY: zoom % 2 === 0 ? 24 : -24 });
      }
    }
    window.requestAnimationFrame = own;
    const late = (times: number[]): number => {
      times.sort((a, b) => a - b);
      return times[Math.floor(times.length * 0.95)] ?? NaN;
    };
    return { total: late(totals), script: late(scripts), worst: totals.at(-1) ?? NaN };
  });

async function measureOurs(browser: Browser, folder: string, report: Report) {
  const page = await openHosted(browser, folder);
  // The worker is started with the page; a model takes longer to build than this.
  await page.waitForTimeout(2000);
  const firstPaint = await timeFirstPaint(page, report);
  const openOne = [await timeOpenOne(page), await timeOpenOne(page), await timeOpenOne(page)];
  const openAll = await timeOpenAll(page);
  await layoutReady(page);
  const boxes = Number(await page.locator('[data-testid="graph"]').getAttribute('data-boxes'));
  const frames = await timeFrames(page);
  await page.close();
  return { firstPaint, openOne: openOne.filter((time) => time !== null), openAll, boxes, frames };
}

const ratio = (flat: number | string, ours: number): number | string =>
  typeof flat === 'number' ? round(flat / ours) : '';

async function measure(browser: Browser, folder: string, report: Report) {
  const ours = await measureOurs(browser, folder, report);
  const flat = async (library: 'elkjs' | 'dagre'): Promise<number | string> =>
    FLAT_SECONDS > 0 ? timeFlatLayout(library, report, FLAT_SECONDS) : '';
  const [elk, dagre] = [await flat('elkjs'), await flat('dagre')];
  // Opening everything may reuse cells of the first layout: together they count no work twice.
  const whole = ours.firstPaint + ours.openAll;
  const { layers } = report.network;
  return {
    network: report.model.name,
    layers: layers.length,
    edges: layers.reduce((sum, { inputs }) => sum + inputs.length, 0),
    skips: report.skips.items.length,
    boxes: ours.boxes,
    'report → painted, ms': round(ours.firstPaint),
    'all open → painted, ms': round(ours.openAll),
    'one group opened, ms': ours.openOne.length > 0 ? round(median(ours.openOne)) : 'no groups',
    'frame p95, ms': round(ours.frames.total),
    'its script p95, ms': round(ours.frames.script),
    'worst frame, ms': round(ours.frames.worst),
    'flat elkjs, ms': typeof elk === 'number' ? round(elk) : elk,
    'flat dagre, ms': typeof dagre === 'number' ? round(dagre) : dagre,
    'elkjs ÷ ours': ratio(elk, whole),
    'dagre ÷ ours': ratio(dagre, whole),
  };
}

/**
 * The panel in Chromium, with flat elkjs and dagre on the same networks in the same run. Ours is everything
 * from the report to the painted graph, twice: as it opens and with all groups open; theirs the layout alone.
 */
export async function bench() {
  const args = ['--no-sandbox', '--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const [browser, folder] = await Promise.all([
    chromium.launch({ executablePath: chrome, args }),
    buildWebview(),
  ]);
  const rows = [];
  for (const make of subjects) {
    const report = make();
    if (!report.model.name.includes(NETWORKS)) continue;
    console.log(report.model.name);
    rows.push(await measure(browser, folder, report));
  }
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
  console.log('No GPU in this Chromium unless yours has one: frames are rastered in software.');
  return rows;
}
