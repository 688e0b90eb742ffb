import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../src/shared/protocol/graphPanelContract';
import type { Stage } from '../../src/shared/protocol/inspectRequest';
import { asWritten } from '../../src/shared/report/asWritten';
import type { Report } from '../../src/shared/report/report';
import { hasBrowser } from '../support/browser';
import { inPseudo, pseudoWords } from '../support/pseudoBundle';
import {
  announce,
  askedOf,
  buildWebview,
  centreOf,
  openBrowser,
  openHosted,
} from '../support/reportPage';
import { resnet } from '../support/sampleReports';
import { bareIn, cutOffOn, spokenOn, writtenIn } from '../support/spoken';

/** A report with something in every part that a view shows. */
function everyCase(): Report {
  const report = resnet(3);
  const [finding] = report.findings;
  const [skip] = report.skips.items;
  const layer = report.network.layers[1]!.id;
  const severities = ['error', 'warning', 'info'] as const;
  return {
    ...report,
    findings: severities.map((severity) => ({ ...finding!, severity })),
    skips: { ...report.skips, ambiguous: [{ ...skip!, why: { code: 'skips.equal-cost' } }] },
    notMeasured: [
      { quantity: 'activationGradient', layer, reason: asWritten('for a reason') },
      { quantity: 'gain', layer, reason: { code: 'notMeasured.no-path' } },
      { quantity: 'fork', skip: skip!.id, layer, reason: { code: 'notMeasured.one-sided-fork' } },
    ],
  };
}

describe.runIf(hasBrowser)('the panel in an editor', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  const status = (change: object) =>
    announce(page, 'status', { title: 'resnet20', outOfDate: false, ...change });
  const strip = () => page.locator('[data-testid="status"]');

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('speaks the language of its editor, in every view and every picture', async () => {
    const [report, before] = [inPseudo(everyCase()), inPseudo(resnet(2))];
    const texts: string[] = [];
    const read = async (): Promise<void> => void texts.push(...(await spokenOn(page)));
    const reopen = async (opened = {}): Promise<void> => {
      page = await openHosted(browser, folder, { words: pseudoWords, opened });
    };
    await reopen();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('qps-ploc');
    const stages: readonly Stage[] = ['starting engine', 'building model', 'probing gradients'];
    for (const stage of stages) {
      await status({ title: '', progress: { stage, done: 1, total: 9 } });
      await expect.poll(() => page.getByRole('progressbar').last().isVisible()).toBe(true);
      await read();
      await status({ title: '', outOfDate: true });
      await expect.poll(() => strip().getAttribute('data-state')).toBe('stale');
      await read();
    }

    await reopen({ report });
    await read();
    for (const item of ['layer="conv2d_1"', 'group', 'skip']) {
      if (item === 'skip') await page.locator('#tab-skips').click();
      await page.locator(`[data-${item}]`).first().click();
      await read();
    }
    for (const id of ['conv2d_1', 'residualBlock#1']) {
      const { x, y } = await centreOf(page, id);
      await page.mouse.move(x, y);
      await expect.poll(() => page.locator('.tooltip').isVisible()).toBe(true);
      await read();
    }
    await page.locator('[data-action="search"] input').fill('a');
    await page.keyboard.press('Enter');
    for (const value of ['gain', 'deadShare']) {
      await page.locator('[data-action="metric"]').click();
      await page.locator(`vscode-option[value="${value}"]`).click();
      await read();
    }
    await page.locator('[data-action="export"]').click();
    for (const width of [1300, 1000, 700, 420]) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await cutOffOn(page), `${width} px`).toEqual([]);
    }
    await page.locator('[data-export="svg"]').click();
    const drawn = async () =>
      (await askedOf(page)).flatMap(({ method, payload }) =>
        method === 'save' ? writtenIn((payload as ExportRequest).content) : [],
      );
    await expect.poll(async () => (await drawn()).length).toBeGreaterThan(20);
    texts.push(...(await drawn()));

    await reopen({ report, before });
    await read();
    expect(texts.filter((text) => text.includes('⟦')).length).toBeGreaterThan(200);
    expect(bareIn(texts, [report, before])).toEqual([]);
  });
});
