import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OF_COLOURS, seriousViolations } from '../support/axe';
import { hasBrowser } from '../support/browser';
import { profiledReport } from '../support/profiledReport';
import {
  announce,
  askedOf,
  buildWebview,
  layoutReady,
  openBrowser,
  openHosted,
} from '../support/reportPage';
import { plainChain, resnet } from '../support/sampleReports';
import { applyTheme, themes } from '../support/themes';
import { without } from '../support/without';

const report = profiledReport(resnet(3));
const sizes = [
  { width: 1280, height: 800 },
  { width: 1680, height: 1000 },
];

describe.runIf(hasBrowser)('the cost of a step in the panel', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  const part = (name: string) => page.locator(`[data-testid="${name}"]`);
  const saved = async (format: string): Promise<string[]> =>
    (await askedOf(page)).flatMap(({ method, payload }) => {
      const { format: kind, content } = (payload ?? {}) as { format?: string; content?: string };
      return method === 'save' && kind === format ? [content ?? ''] : [];
    });
  const save = async (action: string, format: string): Promise<string> => {
    const before = (await saved(format)).length;
    await part('cost').locator(`[data-action="${action}"]`).click();
    await part('cost').locator(`[role="menu"]:visible [data-export="${format}"]`).click();
    await expect.poll(async () => (await saved(format)).length).toBe(before + 1);
    return (await saved(format)).at(-1)!;
  };

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
    const probed = without(report, 'profile');
    page = await openHosted(browser, folder, { opened: { report: probed } });
    await layoutReady(page);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is asked for by a button, and has the page once it is measured', async () => {
    expect(await part('cost').isVisible()).toBe(false);
    await page.locator('[data-action="profile"]').click();
    await expect
      .poll(async () => (await askedOf(page)).map(({ method }) => method))
      .toContain('profile');
    await announce(page, 'report', report);
    await part('cost').waitFor();
    expect(await part('cost').locator('h2').first().innerText()).toMatch(
      /^A step of 16 samples takes /,
    );
    // The graph behind it takes no focus.
    expect(await part('graph').isVisible()).toBe(false);
    await page.locator('[data-action="cost"]').click();
    await part('graph').waitFor();
    await expect
      .poll(() => page.locator('.legend').innerText())
      .toContain('Time of a step, part of');
    await page.locator('[data-action="cost"]').click();
    await part('cost').waitFor();
  });

  it('leads by keyboard from the whole to a layer and to its line', async () => {
    const cells = part('icicle').locator('[role="treeitem"]');
    await cells.first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    const level = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-level') ?? '');
    expect(await level()).toBe('3');
    while (
      !(await page.evaluate(() => document.activeElement?.getAttribute('data-key')))?.startsWith(
        'layer:',
      )
    )
      await page.keyboard.press('ArrowDown');
    const key = await page.evaluate(() => document.activeElement!.getAttribute('data-key')!);
    await page.keyboard.press('Enter');
    const layer = key.slice('layer:'.length);
    await expect
      .poll(() => askedOf(page))
      .toContainEqual({ method: 'revealSource', payload: { layer } });
    expect(await part('inspector').innerText()).toContain('Cost at batch 16');
  });

  it('shows one group alone, and the way back', async () => {
    const group = part('icicle').locator('[data-key^="group:"][aria-level="2"]').first();
    const name = await group.locator('.name').innerText();
    await group.click();
    const first = part('icicle').locator('[data-cell="0"]');
    expect(await first.locator('.name').innerText()).toBe(name);
    await page.keyboard.press('Escape');
    expect(await first.locator('.name').innerText()).toBe(report.model.name);
  });

  it('reads the memory over the step by arrow keys, and leads to the owners of the peak', async () => {
    await part('memory-plot').focus();
    await page.keyboard.press('Home');
    const reading = part('memory').locator('.reading');
    expect(await reading.innerText()).toMatch(/^forward of .*: [\d.]+ KiB|MiB$/);
    await page.keyboard.press('End');
    expect(await reading.innerText()).toMatch(/^update: /);
    await part('memory').locator('[data-owner]').nth(1).click();
    expect(await part('memory').innerText()).toContain('waits for a skip alone');
  });

  it('tells whether another batch fits, and up to which one', async () => {
    const slider = part('fit').locator('input[type="range"]');
    const text = () => part('fit').innerText();
    expect(await text()).toMatch(/Batch\s+16/);
    await slider.focus();
    await page.keyboard.press('End');
    expect(await text()).toMatch(/Batch\s+256[^]*≈/);
    await part('fit').locator('[data-action="memory"] input').fill('8GB');
    await expect.poll(text).toContain('Fits up to batch 79,990: about');
    await part('fit').locator('[data-action="memory"] input').fill('much');
    await expect.poll(text).toContain('Give a size such as 8GB');
  });

  it('saves every table as CSV and as Markdown, and its pictures', async () => {
    expect(await save('save-table', 'csv')).toMatch(/^layer,kind,line,total_ms,share,/);
    expect(await save('save-table', 'md')).toMatch(/^\| layer \| kind \| line \| ms \|/);
    const svg = await save('save-cost', 'svg');
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('outside layers');
    expect(
      Buffer.from(await save('save-cost', 'png'), 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it.each(themes)('has no serious violation and cuts nothing off: %s', async (theme) => {
    await applyTheme(page, theme);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await part('cost').evaluate((root) => root.scrollTo(0, 0));
      await page.screenshot({ path: `out/screenshots/cost-${theme}-${size.width}.png` });
      await part('cost').evaluate((root) => root.scrollTo(0, root.scrollHeight));
      await page.screenshot({ path: `out/screenshots/cost-${theme}-${size.width}-end.png` });
      expect(await part('cost').evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
    }
    const rules = theme === themes[0] ? undefined : OF_COLOURS;
    expect(await seriousViolations(page, rules)).toEqual([]);
  });

  it('says why a number is not there, and shows two profiles side by side', async () => {
    await page.close();
    const untimed = profiledReport(plainChain(5), { untimed: true });
    page = await openHosted(browser, folder, {
      opened: { before: profiledReport(plainChain(5)), report: untimed },
    });
    await layoutReady(page);
    await page.locator('[data-action="cost"]').click();
    const text = await part('cost').innerText();
    expect(text).toContain('time of layers: not measured, ');
    expect(text).not.toMatch(/\b0(\.0+)? ms\b/);
    expect(await part('compared-cost').innerText()).toMatch(
      /Training step\s+[\d.]+ ms\s+[\d.]+ ms/,
    );
    await page.screenshot({ path: 'out/screenshots/cost-compared.png' });
  });
});
