import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NotMeasured } from '../../src/shared/report/notMeasured';
import type { AblatedConnection } from '../../src/shared/report/probe';
import { hasBrowser } from '../support/browser';
import {
  announce,
  askedOf,
  buildWebview,
  centreOf,
  openBrowser,
  openHosted,
  type HostOptions,
} from '../support/reportPage';
import { plainChain, resnet, withCut } from '../support/sampleReports';

describe.runIf(hasBrowser)('the panel and its editor', () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  const open = async (options: HostOptions = { opened: { report: resnet(3) } }) => {
    page = await openHosted(browser, folder, options);
  };
  const current = () =>
    page
      .locator('[data-testid="outline"] [aria-current]')
      .evaluateAll((rows) => rows.map(({ dataset }) => dataset['layer'] ?? 'a group'));
  const asked = async (method: string) =>
    (await askedOf(page)).filter((each) => each.method === method);

  beforeAll(async () => {
    [browser, folder] = await Promise.all([openBrowser(), buildWebview()]);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('marks the layer whose line the text cursor is on, or the closed group around it', async () => {
    await open();
    await announce(page, 'cursor', ['conv2d_1']);
    await expect.poll(current).toEqual(['conv2d_1']);
    await announce(page, 'cursor', ['add_9', 'relu_10']);
    await expect.poll(current).toEqual(['a group']);
    await page.locator('[data-action="open-all"]').click();
    await expect.poll(current).toEqual(['add_9', 'relu_10']);
    await announce(page, 'cursor', []);
    await expect.poll(current).toEqual([]);
  });

  it('begins at the top of another model, wherever the view of the model before stood', async () => {
    await open({ opened: { report: resnet(9) } });
    const canvas = (await page.locator('canvas[data-layout]').boundingBox())!;
    await page.mouse.move(canvas.x + 40, canvas.y + canvas.height / 2);
    await page.mouse.wheel(0, 20_000);
    const site = { document: 'file:///models/other.ts', name: 'chain' };
    const status = { title: 'chain', outOfDate: false };
    const report = plainChain(30);
    await announce(page, 'model', { origin: { site }, status, report });
    await page.locator('h1', { hasText: report.model.name }).waitFor();
    await page.locator('canvas[data-layout="ready"]').first().waitFor();
    const [first] = report.network.layers;
    const shown = async () => (await centreOf(page, first!.id)).y;
    await expect.poll(shown).toBeGreaterThan(canvas.y);
    expect(await shown()).toBeLessThan(canvas.y + canvas.height / 2);
  });

  it('drops what is no message of its host', async () => {
    await open();
    await announce(page, 'cursor', ['conv2d_1']);
    await expect.poll(current).toEqual(['conv2d_1']);
    for (const [name, payload] of [
      ['cursor', 7],
      ['cursor', [{}]],
      ['report', { schemaVersion: 99 }],
      ['report', null],
      ['status', { title: 5 }],
      ['nonsense', 'x'],
    ] as const)
      await announce(page, name, payload);
    await announce(page, 'cursor', ['dense_76', 'conv2d_1']);
    await expect.poll(current).toContain('conv2d_1');
    expect(await page.locator('h1').textContent()).toBe('resnet20');
    expect(await page.locator('[data-testid="status"]').isVisible()).toBe(false);
  });

  it('asks for the calls of a layer that is clicked with Alt, in the graph and in the outline', async () => {
    await open();
    const { x, y } = await centreOf(page, 'conv2d_1');
    await page.keyboard.down('Alt');
    await page.mouse.click(x, y);
    await page.keyboard.up('Alt');
    const calls = { method: 'showCalls', payload: { layer: 'conv2d_1' } };
    await expect.poll(() => asked('showCalls')).toEqual([calls]);
    await page.locator('[data-layer="conv2d_1"]').click({ modifiers: ['Alt'] });
    await page.locator('[data-layer="conv2d_1"]').focus();
    await page.keyboard.press('Alt+Enter');
    await expect.poll(() => asked('showCalls')).toEqual([calls, calls, calls]);
    expect(await asked('revealSource')).toEqual([]);
  });

  it('lays two reports over each other: marks, and gradients as a change', async () => {
    await open({ opened: { before: resnet(2), report: resnet(3) } });
    await page.locator('[data-action="open-all"]').click();
    const marks = () => page.locator('[data-testid="outline"] [data-change="added"]').count();
    await expect.poll(marks).toBeGreaterThan(7);
    expect(await page.locator('.legend .caption').textContent()).toContain('after ÷ before');
    const value = page.locator('[data-layer="conv2d_1"] .value');
    expect(await value.textContent()).toMatch(/^×/);
    expect(await page.locator('h1').textContent()).toBe('resnet14 → resnet20');
    expect(await page.locator('.legend .change').allTextContents()).toEqual(['+', '−']);
    const details = page.locator('[data-testid="inspector"]');
    expect(await details.textContent()).toMatch(/resnet14.*\d+ in both, \d+ added, 0 removed/);
    await page.locator('[data-layer="conv2d_1"]').click();
    await expect
      .poll(() => details.textContent())
      .toMatch(/Weight gradient\d\.\de-\d → \d\.\de-\d/);
    // They are as they were measured.
    expect(await page.locator('[data-action="probe"]').isVisible()).toBe(false);
  });

  it('says of a shortcut that the newer probe went without that it is cut, and carries no number', async () => {
    const cut = withCut(resnet(2), 0);
    const [{ from, to }] = cut.probe!.ablated as [AblatedConnection];
    const skip = 'of_a_layer_with_a_long_name_'.repeat(3);
    const notMeasured: NotMeasured[] = [
      { quantity: 'fork', skip, layer: from, reason: { code: 'notMeasured.ablated' } },
    ];
    await open({ opened: { before: resnet(2), report: { ...cut, notMeasured } } });
    const title = page.locator('h1');
    await expect
      .poll(() => title.textContent())
      .toBe(`resnet14 → resnet14, shortcut into ${to} cut`);
    await page.locator('vscode-panel-tab', { hasText: 'Skips' }).click();
    const values = await page.locator('[data-skip] .value').allTextContents();
    expect(values).toHaveLength(6);
    expect(values.slice(1).every((value) => /^\d+ %$/.test(value))).toBe(true);
    expect(values[0]).toBe('cut');
    const [left, right] = await Promise.all(
      [title, page.locator('.toolbar vscode-dropdown').first()].map((part) => part.boundingBox()),
    );
    const isBeside = left!.x + left!.width <= right!.x || left!.y + left!.height <= right!.y;
    expect(isBeside, 'the title ends before the controls').toBe(true);
    await page.locator('[data-skip]').first().click();
    const details = page.locator('[data-testid="inspector"]');
    await expect.poll(() => details.textContent()).toContain('not measured: cut in this probe');
    expect(await details.textContent()).toContain(`${from} → ${to}`);
    await page.locator('vscode-panel-tab', { hasText: 'Layers' }).click();
    await page.locator(`[data-layer="${from}"]`).first().click();
    const facts = details.locator('dl').last();
    await expect.poll(() => facts.textContent()).toContain(`fork ${skip}`);
    const [whole, value] = [
      await facts.boundingBox(),
      await facts.locator('dd').last().boundingBox(),
    ];
    expect(value!.width, 'long names leave the values their room').toBeGreaterThan(
      whole!.width / 3,
    );
  });

  it('shows a removed layer again, struck out', async () => {
    await open({ opened: { before: plainChain(7), report: plainChain(6) } });
    const removed = page.locator('[data-testid="outline"] [data-change="removed"]');
    await expect.poll(() => removed.count()).toBe(1);
    expect(
      await removed.locator('.name').evaluate((name) => getComputedStyle(name).textDecorationLine),
    ).toBe('line-through');
  });
});
