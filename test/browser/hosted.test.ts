import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brokenReport, fit } from '../support/brokenReport';
import { hasBrowser } from '../support/browser';
import {
  announce,
  askedOf,
  buildWebview,
  centreOf,
  openBrowser,
  openHosted,
} from '../support/reportPage';
import { plainChain, residualStack, resnet } from '../support/sampleReports';

describe.runIf(hasBrowser)('the panel in an editor', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  const status = (change: object) =>
    announce(page, 'status', { title: 'resnet20', outOfDate: false, ...change });
  const strip = () => page.locator('[data-testid="status"]');
  const methods = async () => (await askedOf(page)).map(({ method }) => method);
  const showReport = async (report = resnet(3)) => {
    await announce(page, 'report', report);
    await page.waitForSelector('#skipscope[data-state="ready"]');
  };

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  beforeEach(async () => {
    page = await openHosted(browser, folder);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks for what there is to show, and says what it waits for', async () => {
    expect(await methods()).toEqual(['ready']);
    await expect.poll(() => page.locator('.waiting').textContent()).toBe('Waiting for resnet20…');
  });

  it('shows the stage of a run and its steps, and passes on a cancel', async () => {
    await status({ progress: { stage: 'probing gradients', done: 1, total: 9 } });
    await expect.poll(() => strip().textContent()).toContain('probing gradients 1/9');
    expect(await strip().getAttribute('data-state')).toBe('running');
    await page.locator('[data-action="cancel"]').click();
    await expect.poll(methods).toContain('cancel');
    await status({});
    await expect.poll(() => strip().isVisible()).toBe(false);
  });

  it('turns a ring while something runs, which stands still where motion is to be reduced', async () => {
    const turns = () =>
      page.locator('.status .spinner').evaluate((ring) => ring.shadowRoot!.getAnimations().length);
    await status({ progress: { stage: 'building model' } });
    await expect.poll(turns).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(turns).toBe(1);
    await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    await expect.poll(turns).toBe(0);
  });

  it('draws a network that does not build, and goes to the line of what is missing', async () => {
    await status({ failure: 'add takes branches that do not fit.', fix: 'Project a branch' });
    await showReport(brokenReport(fit));
    const { x, y } = await centreOf(page, 'meet#fits');
    await page.mouse.click(x, y);
    await expect
      .poll(() => askedOf(page))
      .toContainEqual({
        method: 'revealSource',
        payload: { layer: 'meet' },
      });
    await strip().locator('[data-action="apply-fix"]').click();
    await expect.poll(methods).toContain('applyFix');
    await status({ applied: 'Project a branch' });
    await showReport(resnet(3));
    const verdict = page.locator('[data-testid="verdict"]');
    await expect.poll(() => verdict.textContent()).toContain('and the network builds.');
  });

  it('keeps the numbers of the probe before, in brackets, until new ones come', async () => {
    const draft = { ...resnet(3), probe: undefined };
    const values = page.locator('[data-testid="outline"] .value');
    await showReport();
    const before = await values.allTextContents();
    await announce(page, 'report', draft);
    await expect.poll(() => page.locator('.value.faded').count()).toBeGreaterThan(3);
    expect(await values.allTextContents()).toEqual(before);
  });

  it('shows a failure in its own words, keeps the last graph, and offers another try', async () => {
    await showReport();
    await status({ failure: 'The model code stopped with: no such layer' });
    await expect.poll(() => strip().textContent()).toContain('no such layer');
    expect(await page.locator('[data-testid="graph"]').isVisible()).toBe(true);
    await page.locator('[data-action="retry"]').click();
    await expect.poll(methods).toContain('inspectAgain');
  });

  it('fails in words where there is no graph yet, and is not stuck on waiting', async () => {
    await status({ failure: 'This is not a model file.' });
    await expect.poll(() => page.locator('.waiting').textContent()).toBe('No network to show.');
    expect(await page.getByText('This is not a model file.').count()).toBe(1);
    expect(await page.locator('h1').textContent()).toBe('resnet20');
    expect(await page.locator('#skipscope').getAttribute('data-state')).toBe('failed');
  });

  it('says that a graph is stale, and lets it be used', async () => {
    await showReport();
    await status({ outOfDate: true });
    await expect.poll(() => strip().getAttribute('data-state')).toBe('stale');
    const { x, y } = await centreOf(page, 'conv2d_1');
    await page.mouse.click(x, y);
    await expect.poll(methods).toContain('revealSource');
  });

  it('asks for the source of the layer that is clicked, and for none of a group', async () => {
    await showReport();
    const { x, y } = await centreOf(page, 'conv2d_1');
    await page.mouse.click(x, y);
    const asked = async () =>
      (await askedOf(page)).filter(({ method }) => method === 'revealSource');
    await expect.poll(asked).toEqual([{ method: 'revealSource', payload: { layer: 'conv2d_1' } }]);
    const group = (await page.locator('[data-group]').first().getAttribute('data-group'))!;
    const place = await centreOf(page, group);
    await page.mouse.click(place.x, place.y);
    await page.waitForSelector('[aria-expanded="true"]');
    expect(await asked()).toHaveLength(1);
  });

  it('probes again when asked', async () => {
    await showReport();
    await page.locator('[data-action="probe"]').click();
    const again = { method: 'inspectAgain', payload: { probe: true } };
    await expect.poll(() => askedOf(page)).toContainEqual(again);
  });

  const kept = () =>
    page.evaluate(() => (window as unknown as { kept: Record<string, unknown> }).kept);

  it('keeps its model and its view for a reload, and never the report', async () => {
    await showReport();
    await page.locator('[data-group] .twisty').first().click();
    await expect
      .poll(async () => (await kept())['site'])
      .toEqual({
        document: 'file:///models/sample.ts',
        name: 'resnet20',
      });
    expect(JSON.stringify(await kept())).toContain('residualBlock');
    expect(JSON.stringify(await kept())).not.toContain('gradient":');
  });

  /** Offset of a layer from the middle of the canvas, in CSS pixels. */
  const fromMiddle = async (layer: string): Promise<[number, number]> => {
    const { x, y } = await centreOf(page, layer);
    const canvas = (await page.locator('[data-testid="graph"]').boundingBox())!;
    const middle = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2] as const;
    return [Math.round(x - middle[0]), Math.round(y - middle[1])];
  };
  /** Tells whether the page has saved its current view. */
  const keepsView = () =>
    page.evaluate(() => {
      const { kept, skipscope } = window as unknown as {
        kept: { view: { camera?: unknown } };
        skipscope: { view(): unknown };
      };
      return JSON.stringify(kept.view.camera) === JSON.stringify(skipscope.view());
    });

  it('comes back as it was left: camera, pinned skip, list, open groups, filter and search', async () => {
    const rows = () => page.locator('[data-testid="outline"] [data-row]').count();
    await showReport();
    await page.locator('[data-group] .twisty').nth(1).click();
    await expect.poll(rows).toBe(15 + 7);
    await page.locator('[data-action="skips"]').click();
    await page.locator('vscode-option[value="projectionAdd"]').click();
    await page.locator('[data-action="search"] input').fill('add');
    await page.locator('#tab-skips').click();
    await page.locator('[data-skip]').nth(3).click();
    const pinned = await page.locator('[data-testid="inspector"] h2').textContent();
    await page.locator('canvas[data-testid="graph"]').focus();
    for (const key of ['f', '+', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
    await expect.poll(keepsView).toBe(true);
    const left = await fromMiddle('conv2d_1');
    const saved = await page.evaluate(() => (window as unknown as { kept: unknown }).kept);
    await page.close();

    page = await openHosted(browser, folder, { saved });
    // Another size, in which the list has room for as many rows.
    await page.setViewportSize({ width: 1420, height: 800 });
    await showReport();
    expect(await fromMiddle('conv2d_1')).toEqual(left);
    expect(await page.locator('#tab-skips').getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('#view-skips').isVisible()).toBe(true);
    await page.locator('#tab-layers').click();
    // Rows are made for the room that the list has once it is shown.
    await expect.poll(rows).toBe(15 + 7);
    expect(await page.locator('[data-testid="inspector"] h2').textContent()).toBe(pinned);
    expect(await page.locator('[data-action="search"] input').inputValue()).toBe('add');
    expect(await page.locator('.search .count').textContent()).toMatch(/^\d+ found$/);
    const filter = page.locator('[data-action="skips"]');
    expect(await filter.evaluate((at) => (at as HTMLInputElement).value)).toBe('projectionAdd');

    // Nor does a new report of the same model move what is looked at.
    await showReport(resnet(3));
    await page.waitForSelector('[data-testid="graph"][data-layout="ready"]');
    expect(await fromMiddle('conv2d_1')).toEqual(left);
  });

  it('begins at the top of a larger window too, where nobody has moved the view', async () => {
    const toTop = async (): Promise<number> => {
      const canvas = (await page.locator('[data-testid="graph"]').boundingBox())!;
      return Math.round((await centreOf(page, 'input')).y - canvas.y);
    };
    await page.setViewportSize({ width: 900, height: 500 });
    await showReport(residualStack(100));
    const top = await toTop();
    await expect.poll(async () => JSON.stringify(await kept())).toContain('"open"');
    const saved = await kept();
    await page.close();
    page = await openHosted(browser, folder, { saved });
    await page.setViewportSize({ width: 1400, height: 1100 });
    await showReport(residualStack(100));
    expect(await toTop()).toBe(top);
  });

  it('replaces one report by the next whole', async () => {
    await showReport();
    await announce(page, 'report', plainChain(6));
    await expect.poll(() => page.locator('h1').textContent()).toBe('chain-6');
    await expect
      .poll(() => page.locator('[data-testid="graph"]').getAttribute('data-boxes'))
      .toBe('6');
    expect(await page.locator('[data-testid="outline"] [data-row]').count()).toBe(6);
  });
});
