import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { experimentPage } from '../../src/export/htmlReport';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seriousViolations } from '../support/axe';
import { hasBrowser } from '../support/browser';
import { openExperiments, someOffers } from '../support/experimentPage';
import { experimentRun, shownExperiment } from '../support/experimentRuns';
import { announce, askedOf, buildPanel, openBrowser } from '../support/reportPage';
import { fields } from '../../webview/experiments/state/parameters';
import { applyTheme, themes } from '../support/themes';

describe.runIf(hasBrowser)('the panel of experiments', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  const kept = [
    { id: '1-a', experiment: 'skips', at: 1_700_000_000_000, command: 'skipscope', stale: true },
  ] as const;
  const asked = async (method: string) =>
    (await askedOf(page)).filter((each) => each.method === method).map(({ payload }) => payload);
  const text = (selector: string) => page.locator(selector).first().textContent();

  beforeAll(async () => {
    [browser, folder] = await Promise.all([
      openBrowser(),
      buildPanel('webview/experiments/main.ts'),
    ]);
  });
  beforeEach(async () => {
    const answers = { open: shownExperiment(), peek: shownExperiment() };
    page = await openExperiments(browser, folder, { kept }, answers);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists what each experiment takes here, or why it makes no sense', async () => {
    expect(await text('[data-experiment="skips"] .cost')).toBe('about 20 s here');
    expect(await text('[data-experiment="u-shape"] .cost')).toMatch(/no long skip/);
  });

  it('follows steps and seeds with its estimate, and runs with every number named', async () => {
    await page.locator('[data-experiment="skips"]').click();
    await expect
      .poll(() => text('.estimate'))
      .toMatch(/4 networks · 5 seeds · 100 steps each · about 20 s/);
    await page.locator('[data-action="seeds"] input').fill('10');
    await page.locator('[data-action="seeds"] input').press('Tab');
    await expect.poll(() => text('.estimate')).toMatch(/10 seeds.*about 40 s/);
    // The text in a field stays while costs come.
    await page.locator('[data-action="steps"] input').pressSequentially('4');
    await announce(page, 'offers', someOffers);
    await page.locator('[data-action="steps"] input').pressSequentially('0');
    await page.locator('[data-action="steps"] input').press('Tab');
    await expect.poll(() => text('.estimate')).toMatch(/40 steps each.*about 16 s/);
    await page.locator('[data-action="run"]').click();
    await expect
      .poll(() => asked('run'))
      .toEqual([{ settings: { name: 'skips', seed: 1, seeds: 10, steps: 40 }, digits: false }]);
    expect(await page.locator('[data-action="stop"]').isVisible()).toBe(true);
  });

  it('takes depths by an argument, and says which text is none', async () => {
    await page.locator('[data-experiment="skips"]').click();
    expect(await page.locator('[data-action="depths"]').isVisible()).toBe(false);
    await page.locator('[data-experiment="depth"]').click();
    const fill = async (action: string, value: string): Promise<void> => {
      await page.locator(`[data-action="${action}"] input`).fill(value);
      await page.locator(`[data-action="${action}"] input`).press('Tab');
    };
    await fill('depths', 'deep');
    await expect.poll(() => text('.estimate')).toMatch(/at least two whole numbers/);
    expect(await page.locator('[data-action="run"]').getAttribute('disabled')).not.toBeNull();
    await fill('depths', '8, 20');
    await fill('depth-argument', 'blocks');
    await expect.poll(() => text('.estimate')).toMatch(/^5 seeds.*time not known/);
    await page.locator('[data-action="run"]').click();
    const settings = { name: 'depth', seed: 1, seeds: 5, steps: 100 };
    await expect
      .poll(() => asked('run'))
      .toEqual([
        { settings: { ...settings, depths: [8, 20], depthArgument: 'blocks' }, digits: false },
      ]);
  });

  it('has a control for every setting of the terminal', async () => {
    await page.locator('[data-experiment="depth"]').click();
    await page.locator('.settings .more summary').click();
    for (const { action } of fields)
      expect(await page.locator(`.settings [data-action="${action}"]`).isVisible(), action).toBe(
        true,
      );
  });

  it('has Run in view in a window of 1280 × 800, below a longer list', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const name of ['paths', 'depth']) {
      await page.locator(`[data-experiment="${name}"]`).click();
      const { y = 0, height = 0 } = (await page.locator('[data-action="run"]').boundingBox()) ?? {};
      expect(height, name).toBeGreaterThan(0);
      expect(y + height, name).toBeLessThanOrEqual(800);
    }
    const hits = await page.locator('[data-action="run"]').evaluate((run) => {
      const { x, y, width, height } = run.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return top === run || run.contains(top);
    });
    expect(hits).toBe(true);
  });

  it('shows curves and what is known while cells come, and the sentence first at the end', async () => {
    await page.locator('[data-experiment="skips"]').click();
    await page.locator('[data-action="run"]').click();
    const { draft, cells } = experimentRun();
    await announce(page, 'began', draft);
    for (const [at, cell] of cells.slice(0, 4).entries()) {
      await announce(page, 'cell', cell);
      await announce(page, 'progress', { done: at + 1, total: cells.length, secondsLeft: 30 });
    }
    await expect.poll(() => text('.status .text')).toMatch(/4 of \d+ .*about 30 s left/);
    expect(await page.locator('.picture.lines canvas').count()).toBeGreaterThan(0);
    expect(await text('.card h2.sentence')).toBe(
      `4 of ${cells.length} cells are there. The verdict comes with the last one.`,
    );
    expect(await page.locator('caption').allTextContents()).toEqual(['Measurements']);
    await announce(page, 'ended', { shown: shownExperiment(), stopped: false });
    await expect
      .poll(() => text('.card h2.sentence'))
      .toMatch(/^After 100 steps on made data, the training loss/);
    expect(await text('.command code')).toMatch(/^skipscope experiment skips/);
    expect(await page.locator('table tbody tr').count()).toBeGreaterThan(3);
  });

  it('keeps what a stopped run has, and offers to go on', async () => {
    await page.locator('[data-experiment="skips"]').click();
    await page.locator('[data-action="run"]').click();
    await page.locator('[data-action="stop"]').click();
    await expect.poll(() => asked('stop')).toHaveLength(1);
    await announce(page, 'ended', { shown: shownExperiment(), stopped: true });
    await expect.poll(() => text('[data-action="run"]')).toBe('Go on');
    expect(await text('.card h2.sentence')).not.toBe('');
  });

  it('opens, compares and removes kept results, and marks those of another text', async () => {
    expect(await text('.kept li .cost')).toMatch(/the source changed since/);
    await page.locator('[data-action="open"]').click();
    await expect.poll(() => text('.card h2.sentence')).toMatch(/^After/);
    await page.locator('[data-action="compare"]').click();
    await expect
      .poll(() => page.locator('.keys li').allTextContents())
      .toContainEqual(expect.stringMatching(/earlier/));
    await page.locator('[data-action="remove"]').click();
    await expect.poll(() => asked('remove')).toEqual([{ id: '1-a' }]);
  });

  it('selects a skip in the graph from its row, and saves pictures in both forms', async () => {
    await page.locator('[data-action="open"]').click();
    await page.locator('.link[data-skip="a"]').first().click();
    await expect.poll(() => asked('select')).toEqual([{ layer: 'a' }]);
    for (const format of ['svg', 'png', 'csv']) {
      await page.locator('[data-action="export"]').click();
      await page.locator(`[data-export="${format}"]`).click();
    }
    await expect.poll(() => asked('save')).toHaveLength(3);
    const [svg, png, csv] = (await asked('save')) as { content: string }[];
    expect(svg!.content).toMatch(/^<svg.*Training loss/s);
    expect(svg!.content).not.toMatch(/color-mix|var\(/);
    expect(Buffer.from(png!.content, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(csv!.content).toBe('');
  });

  it('has no serious fault of accessibility in any theme', async () => {
    await page.locator('[data-action="open"]').click();
    await page.waitForSelector('.card');
    for (const theme of themes) {
      await applyTheme(page, theme);
      await page.waitForTimeout(50);
      expect(await seriousViolations(page), theme).toEqual([]);
    }
  });

  it('is one file that opens offline with its pictures', async () => {
    const [script, style] = ['webview.js', 'webview.css'].map((name) =>
      readFileSync(path.join(folder, name), 'utf8'),
    );
    const sha256 = (of: string) => createHash('sha256').update(of).digest('base64');
    const file = path.join(folder, 'saved.html');
    writeFileSync(
      file,
      experimentPage(shownExperiment(), { script: script!, style: style!, sha256 }),
    );
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(pathToFileURL(file).href);
    await expect.poll(() => text('.card h2.sentence')).toMatch(/^After/);
    await expect.poll(() => page.locator('.picture.lines canvas').count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });
});
