import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import {
  buildWebview,
  centreOf,
  layoutReady,
  openBrowser,
  openReport,
  writeReportPage,
} from '../support/reportPage';
import { resnet, residualStack } from '../support/sampleReports';

const zoomOf = async (page: Page, layer: string): Promise<number> =>
  page.evaluate((id) => {
    interface Handle {
      skipscope: { rectOf(id: string): { width: number } };
    }
    return (window as unknown as Handle).skipscope.rectOf(id).width;
  }, layer);

describe.runIf(hasBrowser)('moving about in the picture', () => {
  let browser: Browser;
  let folder: string;
  const open = async (name: string, report = resnet(3), options = {}): Promise<Page> =>
    (await openReport(browser, writeReportPage(folder, name, report), options)).page;

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a minimap while something is out of sight, and moves the view where it is clicked', async () => {
    const page = await open('long', residualStack(300));
    const minimap = page.locator('[data-testid="minimap"]');
    await expect.poll(() => minimap.isVisible()).toBe(true);
    const before = await centreOf(page, 'input');
    const { width, height } = (await minimap.boundingBox())!;
    await minimap.click({ position: { x: width / 2, y: height - 6 } });
    expect((await centreOf(page, 'input')).y).toBeLessThan(before.y - 2000);
    await page.locator('[data-action="fit"]').click();
    await expect.poll(() => minimap.isVisible()).toBe(false);
    await page.context().close();
  });

  it('zooms to the selection, goes to the group around it, and back to the whole by keys, which it lists', async () => {
    const page = await open('keys');
    const { x, y } = await centreOf(page, 'conv2d_1');
    await page.mouse.click(x, y);
    const small = await zoomOf(page, 'conv2d_1');
    await page.keyboard.press('s');
    await expect.poll(() => zoomOf(page, 'conv2d_1')).toBeGreaterThan(small * 1.2);
    await page.keyboard.press('f');
    await expect.poll(() => zoomOf(page, 'conv2d_1')).toBeLessThan(small * 1.2);
    let fitted = NaN;
    const rests = async (): Promise<boolean> => {
      const before = fitted;
      fitted = await zoomOf(page, 'conv2d_1');
      return fitted === before;
    };
    await expect.poll(rests).toBe(true);
    await page.keyboard.press('+');
    await expect.poll(() => zoomOf(page, 'conv2d_1')).toBeGreaterThan(fitted);
    await page.keyboard.press('?');
    const keys = page.locator('[data-testid="keys"]');
    await expect.poll(() => keys.isVisible()).toBe(true);
    const listed = (await keys.locator('kbd').allTextContents()).join(' ').split(/\s+/);
    expect(listed).toEqual(expect.arrayContaining(['+', '−', '0', 'F', 'S', 'P', 'X', '↑', '?']));
    await page.keyboard.press('Escape');
    await expect.poll(() => keys.isVisible()).toBe(false);
    await page.context().close();
  });

  it('goes from a layer to the group that holds it', async () => {
    const page = await open('parent');
    await page.locator('[data-group]').nth(1).locator('.twisty').click();
    await layoutReady(page);
    await page.locator('[data-layer]').nth(5).click();
    await page.locator('[data-action="go-parent"]').click();
    const heading = page.locator('[data-testid="inspector"] h2');
    await expect.poll(() => heading.textContent()).toContain('residualBlock');
    await page.context().close();
  });

  it('zooms about two fingers', async () => {
    const page = await open('touch', resnet(3), { hasTouch: true });
    const before = await zoomOf(page, 'conv2d_1');
    const session = await page.context().newCDPSession(page);
    const { x, y } = await centreOf(page, 'conv2d_1');
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [
                { x: x - apart, y: y + 60, id: 1 },
                { x: x + apart, y: y + 60, id: 2 },
              ],
      });
    await touch('touchStart', 40);
    for (const apart of [50, 60, 70, 80]) await touch('touchMove', apart);
    await touch('touchEnd', 80);
    await expect.poll(() => zoomOf(page, 'conv2d_1')).toBeGreaterThan(before * 1.5);
    await page.context().close();
  });

  it.each([
    ['unfolds a group step by step', 'no-preference', true],
    ['shows it at once where motion is to be reduced', 'reduce', false],
  ] as const)('%s', async (_, reducedMotion, moves) => {
    const page = await open(`motion-${reducedMotion}`, resnet(3), { reducedMotion });
    const canvas = page.locator('[data-testid="graph"]');
    const painted = async (): Promise<number> => Number(await canvas.getAttribute('data-painted'));
    const before = await painted();
    // A frame comes after every 16 ms of the page's own clock, however busy the machine is.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.locator('[data-group]').nth(2).locator('.twisty').click();
    await expect
      .poll(async () => {
        await page.clock.runFor(100);
        return canvas.getAttribute('data-layout');
      })
      .toBe('ready');
    await page.clock.runFor(1000);
    if (moves) expect(await painted()).toBeGreaterThan(before + 5);
    else expect(await painted()).toBeLessThan(before + 5);
    await page.context().close();
  });
});
