import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asWritten } from '../../src/shared/report/asWritten';
import type { Report } from '../../src/shared/report/report';
import { hasBrowser } from '../support/browser';
import {
  buildWebview,
  centreOf,
  layoutReady,
  openBrowser,
  openReport,
  writeReportPage,
} from '../support/reportPage';
import { densenet, plainChain, resnet, transformer, unet } from '../support/sampleReports';

const hostile = '<img src=x onerror="document.title=\'owned\'"><script>1</script>';

/** A chain whose layers are called like an attack. */
function hostileReport(): Report {
  const report = plainChain(4);
  const layers = report.network.layers.map((layer, at) => ({ ...layer, name: `${hostile}${at}` }));
  const model = { ...report.model, name: hostile };
  return { ...report, model, network: { ...report.network, layers } };
}

describe.runIf(hasBrowser)('a saved report in Chromium, opened from disk', () => {
  let browser: Browser;
  let folder: string;
  const open = (name: string, report: Report, options = {}) =>
    openReport(browser, writeReportPage(folder, name, report), options);
  const rows = (page: Page) => page.locator('[data-testid="outline"] [data-row]');

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the network as a few closed blocks, with every skip in the list', async () => {
    const { page, errors } = await open('resnet20', resnet(3));
    expect(await page.locator('h1').textContent()).toBe('resnet20');
    expect(await rows(page).count()).toBe(15);
    expect(await page.locator('[data-group]').count()).toBe(9);
    expect(await page.locator('[data-testid="skips"] [data-skip]').count()).toBe(9);
    expect(await page.locator('[data-testid="graph"]').getAttribute('data-boxes')).toBe('15');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('has nothing that would need an editor', async () => {
    const { page } = await open('resnet20', resnet(3));
    for (const action of ['probe', 'refresh', 'reveal', 'cancel'])
      expect(await page.locator(`[data-action="${action}"]:visible`).count()).toBe(0);
    await page.context().close();
  });

  it('opens a block where it is clicked, keeps it in place, and closes it at its title', async () => {
    const { page } = await open('resnet20', resnet(3));
    const group = (await page.locator('[data-group]').nth(2).getAttribute('data-group'))!;
    const before = await centreOf(page, group);
    const corner = await cornerOf(page, group);
    await page.mouse.click(before.x, before.y);
    await layoutReady(page);
    await expect.poll(() => rows(page).count()).toBe(15 + 7);
    const { x, y } = await cornerOf(page, group);
    expect(Math.hypot(x - corner.x, y - corner.y)).toBeLessThan(1);
    await page.mouse.click(x + 30, y + 10);
    await expect.poll(() => rows(page).count()).toBe(15);
    await page.context().close();
  });

  it('selects a layer from the canvas and shows its numbers as the report holds them', async () => {
    const report = resnet(3);
    const { page } = await open('resnet20', report);
    const { x, y } = await centreOf(page, 'conv2d_1');
    await page.mouse.click(x, y);
    const inspector = page.locator('[data-testid="inspector"]');
    expect(await inspector.locator('h2').textContent()).toBe('conv2d_1');
    const rms = report.probe!.layers[1]!.weights[0]!.gradient!.rms!;
    expect(await inspector.textContent()).toContain(rms.toExponential(1));
    expect(await inspector.textContent()).toContain('redundant-bias');
    expect(await page.locator('[data-layer="conv2d_1"]').getAttribute('aria-selected')).toBe(
      'true',
    );
    await page.context().close();
  });

  it('says of a hovered box what it is, beside the pointer', async () => {
    const { page } = await open('resnet20', resnet(3));
    const { x, y } = await centreOf(page, 'conv2d_1');
    await page.mouse.move(x, y);
    const tooltip = page.locator('.tooltip');
    await expect.poll(() => tooltip.isVisible()).toBe(true);
    expect(await tooltip.textContent()).toContain('Conv2D');
    const box = (await tooltip.boundingBox())!;
    expect(box.x > x || box.y > y).toBe(true);
    await page.context().close();
  });

  it('pins a skip from the list, with both ends, kind and the share it carries', async () => {
    const report = resnet(3);
    const { page } = await open('resnet20', report);
    await page.locator('#tab-skips').click();
    await page.locator('[data-testid="skips"] [data-skip]').nth(3).click();
    const text = await page.locator('[data-testid="inspector"]').textContent();
    expect(text).toContain('projection');
    expect(text).toContain('→');
    expect(text).toMatch(/A projected shortcut leads from .+ to .+, past 2 transforming layers/);
    const share = Math.round(report.probe!.forks[3]!.shortcutShare * 100);
    expect(text).toContain(`${share} % of ∂L/∂x`);
    await page.context().close();
  });

  it('says what the structure of the network means where nothing is selected', async () => {
    const structure = {
      paths: { count: (2n ** 54n).toString(), shortest: 2, longest: 110 },
      uShape: [],
      denseGrowth: [],
      memory: { forwardPeakBytes: 196_608, trainingBytes: 999_999, heldBySkips: 1 / 3 },
    };
    const { page } = await open('structure', { ...resnet(3), structure });
    const text = await page.locator('[data-testid="inspector"]').textContent();
    expect(text).toContain('1.8e16 with 2 to 110 transforming layers each');
    expect(text).toContain('192 KiB per sample, 33 % of it only waits for skips');
    await page.context().close();
  });

  it('switches the metric everywhere at once', async () => {
    const { page } = await open('resnet20', resnet(3));
    const value = page.locator('[data-layer="conv2d_1"] .value');
    const before = await value.textContent();
    await page.locator('[data-action="metric"]').click();
    await page.locator('vscode-option[value="gain"]').click();
    await expect.poll(() => value.textContent()).not.toBe(before);
    expect(await page.locator('[role="columnheader"].value').textContent()).toBe('Gain');
    expect(await page.locator('.legend .caption').textContent()).toContain('Gain');
    expect(await page.locator('[data-testid="chart"] h2').textContent()).toContain('Gain');
    await page.context().close();
  });

  it('shows every step of the probe on the slider', async () => {
    const { page } = await open('resnet20', resnet(3));
    const value = page.locator('[data-layer="conv2d_1"] .value');
    const last = await value.textContent();
    await page.locator('[data-action="step"]').fill('0');
    await expect.poll(() => value.textContent()).not.toBe(last);
    expect(await page.locator('.step-text').textContent()).toBe('Step 1 / 3');
    await page.context().close();
  });

  it('is worked through by keyboard: down the outline, into a group and out again', async () => {
    const { page } = await open('resnet20', resnet(3));
    await rows(page).first().focus();
    for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
    expect(await focused()).toBe('4');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => rows(page).count()).toBe(15 + 7);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('5');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('4');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => rows(page).count()).toBe(15);
    await page.keyboard.press('Enter');
    const heading = page.locator('[data-testid="inspector"] h2');
    await expect.poll(() => heading.textContent()).toContain('residualBlock');
    await page.context().close();
  });

  it('finds layers by name, kind or finding and goes from one to the next', async () => {
    const { page } = await open('resnet20', resnet(3));
    const search = page.locator('[data-action="search"] input');
    await search.fill('redundant');
    expect(await page.locator('.search .count').textContent()).toBe('1 found');
    await search.press('Enter');
    const heading = page.locator('[data-testid="inspector"] h2');
    await expect.poll(() => heading.textContent()).toBe('conv2d_1');
    await search.fill('add');
    await search.press('Enter');
    await expect.poll(() => heading.textContent()).toMatch(/^add_/);
    await page.context().close();
  });

  it('takes names for text and never for markup', async () => {
    const { page, errors } = await open('hostile', hostileReport());
    expect(await page.title()).toBe('hostile');
    expect(await page.locator('#skipscope img').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toBe(hostile);
    expect(await rows(page).first().textContent()).toContain('<img');
    const { x, y } = await centreOf(page, 'dense_1');
    await page.mouse.move(x, y);
    await expect.poll(() => page.locator('.tooltip').textContent()).toContain('<img');
    await page.mouse.click(x, y);
    expect(await page.locator('[data-testid="inspector"] img').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('says what was not measured instead of showing 0', async () => {
    const { probe, ...rest } = resnet(3);
    expect(probe).toBeDefined();
    const reason = 'no probe was asked for';
    const report: Report = {
      ...rest,
      notMeasured: [{ quantity: 'probe', reason: asWritten(reason) }],
    };
    const { page, errors } = await open('unprobed', report);
    expect(await page.locator('[data-testid="chart"]').textContent()).toContain('Not measured');
    expect(await page.locator('[data-testid="inspector"]').textContent()).toContain(reason);
    expect(await page.locator('.step').isVisible()).toBe(false);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('holds 10,000 layers, of which the page lists only what is in sight', async () => {
    const { page, errors } = await open('chain', plainChain(10_000));
    await expect
      .poll(() => page.locator('[data-testid="graph"]').getAttribute('data-boxes'), {
        timeout: 30_000,
      })
      .toBe('10000');
    expect(await page.locator('[data-testid="outline"]').getAttribute('aria-rowcount')).toBe(
      '10001',
    );
    expect(await rows(page).count()).toBeLessThan(80);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['dark', { colorScheme: 'dark' }],
    ['light', { colorScheme: 'light' }],
    ['dark at 2×', { colorScheme: 'dark', deviceScaleFactor: 2 }],
  ] as const)('paints sharp and without errors: %s', async (name, options) => {
    for (const report of [resnet(9), unet(4), densenet(3, 6), transformer(4)]) {
      const { page, errors } = await open(report.model.name, report, options);
      const ratio = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="graph"]')!;
        return canvas.width / canvas.clientWidth;
      });
      expect(ratio).toBeCloseTo('deviceScaleFactor' in options ? 2 : 1, 1);
      expect(errors).toEqual([]);
      const file = `out/screenshots/panel/${report.model.name}-${name.replaceAll(' ', '-')}.png`;
      await page.screenshot({ path: file });
      await page.context().close();
    }
  });
});

/** The upper left corner of an open group on the page. */
async function cornerOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  return page.evaluate((wanted) => {
    interface Handle {
      skipscope: { rectOf(id: string): { x: number; y: number } };
    }
    return (window as unknown as Handle).skipscope.rectOf(wanted);
  }, id);
}
