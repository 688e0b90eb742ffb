import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/axe';
import { hasBrowser } from '../support/browser';
import { buildPanel, openBrowser } from '../support/reportPage';
import { applyTheme, themes } from '../support/themes';

/** Answers every request with a running time of 70 ms, and keeps the state of the page. */
const host = `
window.acquireVsCodeApi = () => ({
  getState: () => undefined,
  setState: (state) => { window.kept = state; },
  postMessage: ({ kind, id }) => {
    if (kind === 'request') setTimeout(() => window.postMessage({ kind: 'answer', id, value: 70 }), 0);
  },
});`;

describe.runIf(hasBrowser)('a second panel, built from the kit alone', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;

  beforeAll(async () => {
    [browser, folder] = await Promise.all([
      openBrowser(),
      buildPanel('test/support/panels/running.ts'),
    ]);
    writeFileSync(path.join(folder, 'host.js'), host);
    const policy = "default-src 'none'; script-src file:; style-src file:";
    writeFileSync(
      path.join(folder, 'panel.html'),
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Running times</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="webview.css"></head><body><div id="skipscope"></div>
<script src="host.js"></script><script src="webview.js"></script></body></html>`,
    );
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 700, height: 520 } });
    await page.goto(pathToFileURL(path.join(folder, 'panel.html')).href);
    await page.waitForSelector('.plot canvas');
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(themes)('has no serious violation in a %s theme, in any tab', async (theme) => {
    await applyTheme(page, theme);
    for (const tab of ['chart', 'table']) {
      await page.locator(`#tab-${tab}`).click();
      expect(await seriousViolations(page)).toEqual([]);
      await page.screenshot({ path: `out/screenshots/kit-${tab}-${theme}.png` });
    }
  });

  it('changes with its controls, which keep their state in its store', async () => {
    await page.locator('[data-action="unit"]').click();
    await page.locator('[data-action="unit"] [value="s"]').click();
    await page.locator('#tab-table').click();
    expect(await page.locator('.facts dd').first().textContent()).toBe('0.12 s');
  });

  it('asks its host through the port, and saves its state there', async () => {
    await page.locator('[data-action="measure"]').click();
    await page.getByText('Measured 70 ms.').waitFor();
    await page.locator('#tab-table').click();
    expect(await page.locator('.facts dd').last().textContent()).toBe('70 ms');
    const bar = page.getByRole('progressbar', { name: 'Commits measured' });
    expect(await bar.last().getAttribute('aria-valuenow')).toBe('7');
    const kept = await page.evaluate(() => (window as unknown as { kept: unknown }).kept);
    expect(kept).toEqual({ opened: true });
  });

  it('has a menu that opens and closes by keyboard', async () => {
    const opener = page.locator('[data-action="export"]');
    await opener.focus();
    await page.keyboard.press('Enter');
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('Saved.').waitFor();
    await page.locator('[data-action="dismiss"]').click();
    expect(await page.getByText('Saved.').isVisible()).toBe(false);
  });

  it('has a chart that reports the value under the pointer, and the click on it', async () => {
    const box = (await page.locator('.plot .u-over').boundingBox())!;
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
    await page.waitForSelector('body[data-hovered="5"]');
    await page.mouse.click(box.x + 2, box.y + box.height / 2);
    await page.locator('.notice', { hasText: 'Commit 0' }).waitFor();
    await page.mouse.move(2, 2);
    await page.waitForSelector('body[data-hovered="undefined"]');
  });
});
