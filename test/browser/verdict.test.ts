import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/shared/report/report';
import { cutText } from '../../src/shared/words/verdict/cutText';
import { verdictOf, verdictText } from '../../src/shared/words/verdict/verdict';
import { seriousViolations } from '../support/axe';
import { hasBrowser } from '../support/browser';
import {
  announce,
  askedOf,
  buildWebview,
  rectOf,
  layoutReady,
  openBrowser,
  openHosted,
} from '../support/reportPage';
import { fading, resnet, withCut } from '../support/sampleReports';
import { applyTheme, themes } from '../support/themes';

const faulty = fading({ sigmoids: 5 });
const sizes = [
  { width: 900, height: 760 },
  { width: 1680, height: 1000 },
] as const;

describe.runIf(hasBrowser)('the verdict in the panel', () => {
  let browser: Browser;
  let folder: string;
  const open = (report: Report): Promise<Page> =>
    openHosted(browser, folder, { opened: { report } });
  const strip = (page: Page) => page.locator('[data-testid="verdict"]');

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stands before every control, in the words of every other view', async () => {
    const page = await open(faulty);
    expect(await strip(page).locator('.text').textContent()).toBe(verdictText(verdictOf(faulty)));
    const [above, below] = await Promise.all([
      strip(page).boundingBox(),
      page.locator('.toolbar').boundingBox(),
    ]);
    expect(above!.y).toBe(0);
    expect(below!.y).toBeGreaterThanOrEqual(above!.height);
    await announce(page, 'report', { ...resnet(3), findings: [] });
    await expect
      .poll(() => strip(page).locator('.text').textContent())
      .toMatch(/^Healthy: 9 shortcuts carry/);
    expect(await strip(page).locator('[data-action="chain"]').isVisible()).toBe(false);
    await page.close();
  });

  it.each([
    [466, 708],
    [932, 708],
  ])('leaves the graph most of a panel of %i × %i', async (width, height) => {
    for (const report of [faulty, resnet(9)]) {
      const page = await open(report);
      await page.setViewportSize({ width, height });
      await page.locator('[data-action="fit"]').click();
      const { width: wide, height: high } = (await page
        .locator('[data-testid="graph"]')
        .boundingBox())!;
      expect((wide * high) / (width * height)).toBeGreaterThan(0.6);
      const name = `${report.model.name}-${width}`;
      await page.screenshot({ path: `out/screenshots/verdict/${name}.png` });
      await page.close();
    }
  });

  it.each([
    [466, 708],
    [1100, 900],
  ])('has one row of controls above the graph and one over it, %i × %i', async (width, height) => {
    const page = await open(resnet(9));
    await page.setViewportSize({ width, height });
    for (const row of ['.toolbar', '.controls']) {
      const buttons = await page.locator(`${row} vscode-button:visible`).all();
      expect(buttons.length).toBeGreaterThan(2);
      const boxes = await Promise.all(buttons.map((button) => button.boundingBox()));
      const middles = boxes.map((box) => Math.round(box!.y + box!.height / 2));
      expect(Math.max(...middles) - Math.min(...middles), row).toBeLessThan(4);
      const rights = boxes.map((box) => box!.x + box!.width);
      expect(Math.max(...rights), row).toBeLessThanOrEqual(width);
    }
    await page.close();
  });

  it('offers its fix where the editor has one, and says what was applied', async () => {
    const page = await open(faulty);
    const fix = strip(page).locator('[data-action="apply-fix"]');
    expect(await fix.isVisible()).toBe(false);
    const status = { title: 'chain', outOfDate: false };
    await announce(page, 'status', { ...status, fix: 'Use heNormal' });
    await fix.click();
    expect((await askedOf(page)).map(({ method }) => method)).toContain('applyFix');
    await announce(page, 'status', { ...status, applied: 'Use heNormal' });
    await expect
      .poll(() => strip(page).locator('.text').textContent())
      .toMatch(/^Applied “Use heNormal”, and the network builds\. Vanishing/);
    await page.close();
  });

  it('shows the layers that it speaks of alone, all of them again, and the list of findings', async () => {
    const page = await open(faulty);
    const chain = strip(page).locator('[data-action="chain"]');
    await chain.click();
    await expect.poll(() => chain.textContent()).toBe('Show all layers');
    await chain.click();
    await expect.poll(() => chain.textContent()).toBe('Show the chain');
    await strip(page).locator('[data-action="all-findings"]').click();
    await expect.poll(() => page.locator('[data-testid="findings"]').isVisible()).toBe(true);
    await page.close();
  });

  it('cuts the selected shortcut by X and from its card, and says what it was worth', async () => {
    const whole = resnet(3);
    const page = await open(whole);
    await page.locator('#tab-skips').click();
    const wanted = whole.skips.items[2]!.id;
    await page.locator(`[data-testid="skips"] [data-skip="${wanted}"]`).click();
    await page.locator('[data-testid="graph"]').press('x');
    await page.locator('[data-action="cut"]').click();
    const cut = { method: 'cutShortcut', payload: { skip: wanted } };
    expect((await askedOf(page)).filter(({ method }) => method === cut.method)).toEqual([cut, cut]);
    await page.close();
    const after = withCut(whole, 2);
    const compared = await openHosted(browser, folder, {
      opened: { before: whole, report: after },
    });
    expect(await strip(compared).locator('.text').textContent()).toBe(cutText(whole, after));
    await compared.screenshot({ path: 'out/screenshots/verdict/cut.png' });
    await compared.close();
  });

  it.each(themes)(
    'selects the shortcut of a closed block at its bracket, in a %s theme',
    async (theme) => {
      const page = await open(resnet(3));
      await applyTheme(page, theme);
      await page.locator('[data-action="close-all"]').click();
      await layoutReady(page);
      await page.locator('[data-action="fit"]').click();
      const block = resnet(3).network.groups.find(({ name }) => name === 'residualBlock')!;
      const cut = page.locator('[data-action="cut"]');
      const click = async (): Promise<boolean> => {
        const { x, y, width } = await rectOf(page, block.id);
        // The box is 236 wide at zoom 1, and its bracket stands 15 beside it.
        await page.mouse.click(x + width + (15 * width) / 236, y);
        return await cut.isVisible();
      };
      await expect.poll(click, { timeout: 30_000 }).toBe(true);
      await page.mouse.move(1, 1);
      await page.screenshot({ path: `out/screenshots/verdict/${theme}-brackets.png` });
      await page.close();
    },
  );

  it.each(themes)('is legible in a %s theme at any size', async (theme) => {
    const page = await open(faulty);
    await applyTheme(page, theme);
    await announce(page, 'status', { title: 'chain', outOfDate: false, fix: 'Use heNormal' });
    await strip(page).locator('[data-action="apply-fix"]').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.screenshot({ path: `out/screenshots/verdict/${theme}-${size.width}.png` });
    }
    await strip(page).locator('[data-action="chain"]').click();
    await page.waitForTimeout(400);
    expect(await seriousViolations(page)).toEqual([]);
    await page.screenshot({ path: `out/screenshots/verdict/${theme}-chain.png` });
    await page.close();
  });
});
