import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OF_COLOURS, seriousViolations } from '../support/axe';
import { hasBrowser } from '../support/browser';
import { buildWebview, layoutReady, openBrowser, openHosted } from '../support/reportPage';
import { plainChain, resnet } from '../support/sampleReports';
import { applyTheme, themes } from '../support/themes';

describe.runIf(hasBrowser)('the panel for those who do not see it, or not well', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(themes)('has no serious violation in a %s theme, in any tab', async (theme) => {
    const opened = { before: resnet(2), report: resnet(3) };
    const page = await openHosted(browser, folder, { opened });
    await applyTheme(page, theme);
    await page.locator('[data-layer="conv2d_1"]').click();
    for (const tab of ['layers', 'skips', 'findings']) {
      await page.locator(`#tab-${tab}`).click();
      // Names, roles and order are the same in every theme.
      const rules = theme === themes[0] ? undefined : OF_COLOURS;
      expect(await seriousViolations(page, rules)).toEqual([]);
    }
    await page.screenshot({ path: `out/screenshots/accessibility-${theme}.png` });
    await page.close();
  });

  it('reaches every part by the Tab key alone, each with a visible focus', async () => {
    const page = await openHosted(browser, folder, { opened: { report: resnet(1) } });
    await layoutReady(page);
    const reached = new Set<string>();
    for (let at = 0; at < 40; at++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null;
        return at?.dataset['action'] ?? at?.dataset['testid'] ?? at?.getAttribute('role') ?? '';
      });
      reached.add(focused);
    }
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'metric',
        'skips',
        'play',
        'step',
        'search',
        'probe',
        'refresh',
        'export',
        'graph',
        'fit',
        'open-all',
        'inspector',
        'tab',
        'row',
      ]),
    );
    await page.close();
  });

  it('cuts no number in the outline, not even the words for a missing one', async () => {
    const { probe, ...unprobed } = plainChain(4);
    const layers = probe!.layers.map((layer, at) =>
      at === 2 ? { ...layer, weights: [], history: {} } : layer,
    );
    const report = { ...unprobed, probe: { ...probe!, layers } };
    const page = await openHosted(browser, folder, { opened: { report } });
    await page.setViewportSize({ width: 1400, height: 900 });
    const values = page.locator('[data-testid="outline"] .row .value');
    expect(await values.allTextContents()).toContain('not measured');
    const cut = await values.evaluateAll(
      (cells) =>
        cells.filter((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          const { left, right } = range.getBoundingClientRect();
          const row = cell.closest('.row')!.getBoundingClientRect();
          const track = cell.previousElementSibling!.getBoundingClientRect();
          return right > row.right || (cell.textContent !== '' && left < track.right);
        }).length,
    );
    expect(cut).toBe(0);
    await page.close();
  });
});
