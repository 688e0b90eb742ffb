import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WatchedLayer, WatchedRun } from '../../src/shared/protocol/watchedRun';
import { OF_COLOURS, seriousViolations } from '../support/axe';
import { hasBrowser } from '../support/browser';
import {
  announce,
  buildWebview,
  layoutReady,
  openBrowser,
  openHosted,
} from '../support/reportPage';
import { resnet } from '../support/sampleReports';
import { applyTheme, themes } from '../support/themes';

const report = resnet(3);
const weighted = report.network.layers.filter(({ parameters }) => parameters.trainable > 0);
/** It is in the report, and no run of these tests follows it. */
const unfollowed = weighted[1]!.name;

/** A run at a step, the gradients of which are this at its first layer and fall from there. */
function runAt(step: number, gradient: number): WatchedRun {
  const layers = weighted
    .filter(({ name }) => name !== unfollowed)
    .map(({ id }, at): WatchedLayer => ({
      layer: id,
      gradient: gradient * 0.8 ** at,
      update: 1e-3 * 0.9 ** at,
    }));
  const losses = Array.from({ length: step / 50 }, (_, at) => ({
    step: 50 * (at + 1),
    loss: 0.4 + 2 * 0.9 ** at,
  }));
  return { step, loss: losses.at(-1)!.loss, readAt: Date.now(), layers, losses };
}

describe.runIf(hasBrowser)('a training that is followed in the panel', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  beforeEach(async () => {
    page = await openHosted(browser, folder, { opened: { report } });
    await page.setViewportSize({ width: 1280, height: 800 });
    await layoutReady(page);
    await page.locator('[data-action="open-all"]').click();
    await layoutReady(page);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const strip = () => page.locator('[data-testid="run"]');
  const valueOf = (layer: string) => page.locator(`[data-layer="${layer}"] .value`).textContent();
  const first = weighted[0]!.name;
  const metric = () => page.locator('[data-action="metric"]');
  const chosen = () => metric().evaluate((root) => (root as unknown as { value: string }).value);
  const options = () => metric().locator('vscode-option').allTextContents();
  const choose = async (name: string) => {
    await metric().click();
    await metric().locator(`vscode-option[value="${name}"]`).click();
    await expect.poll(chosen).toBe(name);
  };
  const arcs = () => page.locator('.legend .share').count();

  it('has a line of its own, and leaves the numbers of the probe until they are chosen', async () => {
    const probed = await valueOf(first);
    expect(await strip().isVisible()).toBe(false);
    expect(await options()).not.toContain('Run: gradient norm');
    await announce(page, 'run', runAt(1200, 0.5));
    await expect.poll(() => strip().textContent()).toBe('Watched run · step 1,200 · loss 0.577');
    expect(await options()).toContain('Run: gradient norm');
    expect(await options()).not.toContain('Run: dead units');
    expect(await valueOf(first)).toBe(probed);
    await announce(page, 'run', { ...runAt(1200, 0.5), readAt: Date.now() - 5 * 60_000 });
    await expect.poll(() => strip().textContent()).toContain('last reading 5 min ago');
  });

  it('follows the readings without laying the graph out again, apart from the probe', async () => {
    const probed = await valueOf(first);
    await announce(page, 'run', runAt(100, 0.5));
    await choose('runGradient');
    await expect.poll(() => valueOf(first)).toBe('5.0e-1');
    expect(await valueOf(unfollowed)).toBe('not measured');
    expect(await page.locator('[data-action="step"]').isVisible()).toBe(false);
    expect(await arcs()).toBe(0);
    await page.evaluate(() => {
      const canvas = document.querySelector<HTMLElement>('[data-testid="graph"]')!;
      new MutationObserver(() => (canvas.dataset['laidOut'] = 'again')).observe(canvas, {
        attributeFilter: ['data-layout'],
      });
    });
    await announce(page, 'run', runAt(1200, 0.25));
    await expect.poll(() => valueOf(first)).toBe('2.5e-1');
    expect(await page.locator('[data-testid="chart"] h2').textContent()).toContain('Run: gradient');
    await expect
      .poll(() => page.locator('.loss-curve figcaption').allTextContents())
      .toEqual(['Loss of the watched run, steps 50 to 1,200']);
    expect(await page.locator('[data-testid="graph"]').getAttribute('data-laid-out')).toBeNull();
    await choose('weightGradient');
    await expect.poll(() => valueOf(first)).toBe(probed);
    expect(await arcs()).toBeGreaterThan(0);
    expect(await page.locator('.loss-curve figcaption').textContent()).toContain('each seed');
  });

  it('gives way to the probe when it is gone, and comes back with its next reading', async () => {
    const probed = await valueOf(first);
    await announce(page, 'run', runAt(100, 0.5));
    await choose('runGradient');
    await announce(page, 'run', null);
    await expect.poll(chosen).toBe('weightGradient');
    await expect.poll(() => valueOf(first)).toBe(probed);
    expect(await strip().isVisible()).toBe(false);
    await announce(page, 'run', runAt(150, 0.125));
    await expect.poll(chosen).toBe('runGradient');
    await expect.poll(() => valueOf(first)).toBe('1.3e-1');
  });

  it('is chosen with the keyboard, and told in the details of a layer', async () => {
    await announce(page, 'run', runAt(100, 0.5));
    await expect.poll(options).toContain('Run: update ratio');
    await metric().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(chosen).toBe('runUpdate');
    await expect.poll(() => valueOf(first)).toBe('1.0e-3');
    await page.locator(`[data-layer="${first}"]`).click();
    const details = page.locator('[data-testid="inspector"]');
    await expect.poll(() => details.textContent()).toContain('Run: gradient norm5.0e-1');
  });

  it.each(themes)('has no serious violation in a %s theme', async (theme) => {
    await applyTheme(page, theme);
    await announce(page, 'run', runAt(1200, 0.5));
    await choose('runGradient');
    await expect.poll(() => valueOf(first)).toBe('5.0e-1');
    const rules = theme === themes[0] ? undefined : OF_COLOURS;
    expect(await seriousViolations(page, rules)).toEqual([]);
    await page.screenshot({ path: `out/screenshots/watched-run-${theme}.png` });
  });
});
