import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isExportRequest,
  type ExportFormat,
  type ExportRequest,
} from '../../src/shared/protocol/graphPanelContract';
import { htmlReport, type PageWords } from '../../src/export/htmlReport';
import type { Report } from '../../src/shared/report/report';
import { pseudoWords } from '../support/pseudoBundle';
import { hasBrowser } from '../support/browser';
import {
  askedOf,
  buildWebview,
  layoutReady,
  openBrowser,
  openHosted,
  openReport,
} from '../support/reportPage';
import { schemaErrors } from '../support/reportSchema';
import { resnet, residualStack } from '../support/sampleReports';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Names as no sound mind would choose them. */
function hostile(report: Report): Report {
  const name = '</text></script><script>document.title = "taken"</script>&\u0000';
  const layers = report.network.layers.map((layer, at) => (at === 1 ? { ...layer, name } : layer));
  const model = { ...report.model, name: `net ${name}` };
  return { ...report, model, network: { ...report.network, layers } };
}

async function choose(page: Page, format: ExportFormat): Promise<void> {
  await page.locator('[data-action="export"]').click();
  await page.locator(`[data-export="${format}"]`).click();
}

async function downloaded(page: Page, format: ExportFormat): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, format)]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^[\\w.-]+\\.${format}$`));
  return readFileSync(await download.path());
}

/** The size and text of an SVG, as a browser reads it. */
const readSvg = (page: Page, svg: string) =>
  page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    const root = parsed.documentElement;
    return {
      isSvg: root.localName === 'svg' && !parsed.querySelector('parsererror, script'),
      size: [Number(root.getAttribute('width')), Number(root.getAttribute('height'))],
      texts: [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent),
    };
  }, svg);

const sizeOfPng = (png: Buffer): number[] => {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

describe.runIf(hasBrowser)('what the panel saves', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const saved = (name: string, report: Report, words?: PageWords): string => {
    const [script, style] = ['webview.js', 'webview.css'].map((file) =>
      readFileSync(path.join(folder, file), 'utf8'),
    );
    const file = path.join(folder, `${name}.html`);
    writeFileSync(file, htmlReport(report, { script: script!, style: style!, words, sha256 }));
    return file;
  };

  it('downloads all four from a saved report, whatever its layers are called', async () => {
    const report = hostile(resnet(3));
    const file = saved('hostile', report, pseudoWords);
    const { page, errors } = await openReport(browser, pathToFileURL(file).href);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));

    const svg = await readSvg(page, (await downloaded(page, 'svg')).toString());
    expect(svg.isSvg).toBe(true);
    expect(svg.texts.join()).toContain('relu_3');
    expect(svg.texts.some((text) => text.startsWith('</text></scr'))).toBe(true);

    const png = await downloaded(page, 'png');
    expect(sizeOfPng(png)).toEqual(svg.size.map((side) => Math.round(2 * side)));
    expect(await page.locator('.notice').isVisible()).toBe(false);

    const json: unknown = JSON.parse((await downloaded(page, 'json')).toString());
    expect(json).toEqual(report);
    expect(schemaErrors(json)).toEqual([]);

    const html = (await downloaded(page, 'html')).toString();
    expect(html).toBe(readFileSync(file, 'utf8'));
    expect(complaints).toEqual([]);
    await page.context().close();

    const again = path.join(folder, 'again.html');
    writeFileSync(again, html);
    const opened = await openReport(browser, pathToFileURL(again).href, { offline: true });
    expect(await opened.page.title()).not.toBe('taken');
    expect([...errors, ...opened.errors]).toEqual([]);
    // In the language of the panel that saved it.
    expect(await opened.page.locator('[data-action="export"]').textContent()).toContain('⟦Export');
    expect(await opened.page.getAttribute('html', 'lang')).toBe('qps-ploc');
    await opened.page.context().close();
  });

  it('hands its host what only the page can draw', async () => {
    const page = await openHosted(browser, folder, { opened: { report: resnet(3) } });
    await layoutReady(page);
    const requests = async () =>
      (await askedOf(page)).flatMap(({ method, payload }) => (method === 'save' ? [payload] : []));
    for (const [at, format] of (['svg', 'png', 'json', 'html'] as const).entries()) {
      await choose(page, format);
      await expect.poll(async () => (await requests()).length, { timeout: 30_000 }).toBe(at + 1);
    }
    const asked = (await requests()) as ExportRequest[];
    expect(asked.map(isExportRequest)).toEqual([true, true, true, true]);
    const [svg, png, json, html] = asked.map(({ content }) => content);
    const { isSvg, size } = await readSvg(page, svg!);
    expect(isSvg).toBe(true);
    expect(sizeOfPng(Buffer.from(png!, 'base64'))).toEqual(
      size.map((side) => Math.round(2 * side)),
    );
    expect([json, html]).toEqual(['', '']);
    await page.close();
  });

  it('says in one sentence where a PNG must be smaller than asked for', async () => {
    const { page } = await openReport(
      browser,
      pathToFileURL(saved('long', residualStack(300))).href,
    );
    const png = await downloaded(page, 'png');
    expect(Math.max(...sizeOfPng(png))).toBeLessThanOrEqual(16_384);
    const notice = page.locator('.notice');
    await expect.poll(() => notice.textContent()).toContain('too large for a PNG at 2×');
    await notice.locator('[data-action="dismiss"]').click();
    expect(await notice.isVisible()).toBe(false);
    await page.context().close();
  });

  it('has a menu for the keyboard', async () => {
    const page = await openHosted(browser, folder, { opened: { report: resnet(1) } });
    const focused = () =>
      page.evaluate(() => (document.activeElement as HTMLElement).dataset['export'] ?? '');
    await page.locator('[data-action="export"]').focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('svg');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('html');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('png');
    await page.keyboard.press('Escape');
    expect(await page.locator('[role="menu"]').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-action'))).toBe(
      'export',
    );
    await page.close();
  });
});
