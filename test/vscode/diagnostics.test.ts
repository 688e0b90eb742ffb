import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import type { EditorWindow } from '../support/vscode/editorWindow';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

const models = {
  'starving.ts': `import * as tf from '@tensorflow/tfjs';
export function starving() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, inputShape: [16], activation: 'sigmoid' }));
  for (let i = 0; i < 11; i++) {
    model.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));
  }
  model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
  return model;
}
`,
  'biased.ts': `import * as tf from '@tensorflow/tfjs';
export function biased() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [4] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}
`,
  'shortcuts.ts': `import * as tf from '@tensorflow/tfjs';
export function shortcuts() {
  const image = tf.input({ shape: [8] });
  let x = tf.layers.dense({ units: 8 }).apply(image) as tf.SymbolicTensor;
  for (let i = 0; i < 2; i++) {
    const body = tf.layers.dense({ units: 8, activation: 'tanh' }).apply(x) as tf.SymbolicTensor;
    x = tf.layers.add().apply([x, body]) as tf.SymbolicTensor;
  }
  const outputs = tf.layers.dense({ units: 2 }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs });
}
`,
  'clash.ts': `import * as tf from '@tensorflow/tfjs';
export function clash() {
  const image = tf.input({ shape: [8] });
  const hidden = tf.layers.dense({ units: 16 }).apply(image);
  const body = tf.layers.dense({ units: 16 }).apply(hidden) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([body, image]) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: sum });
}
`,
};

const patience = { timeout: 60_000 };

/** What a developer sees who never opens the graph. */
describe.runIf(hasBrowser)('diagnostics where the code is written', () => {
  let editor: RunningEditor;
  let window: EditorWindow;

  beforeAll(async () => {
    editor = await startEditor({ files: models });
    window = editor.window;
    await window.page.setViewportSize({ width: 1680, height: 1000 });
    await window.open('starving.ts', 2);
    await window.lens('Probe gradients').click();
    await window.lens(/^0 skips · 1 (error|warning) · /).waitFor();
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => window.picture('failed-diagnostics')));
  afterAll(async () => {
    await editor.close();
  });

  it('counts the layers of a loop in one line, with their range and their place over depth', async () => {
    const texts = await window.inlineTexts();
    expect(texts).toHaveLength(3);
    expect(texts[0]).toMatch(/^(✖|⚠) vanishing-gradient .*∂W \d\.\de-\d+ {2}\[[▁-█]\][▁-█]{7} /);
    expect(texts[1]).toMatch(/11× {2}∂W \d\.\de-\d+…\d\.\de-\d+ {2}\[[▁-█]{7}\][▁-█] {2}Δw\/w /);
    expect(texts[2]).toMatch(/^∂W \d\.\de-\d+ {2}[▁-█]{7}\[[▁-█]\] /);
  });

  it('hovers with shapes, numbers, units and the source of the limit', async () => {
    await window.open('starving.ts', 4);
    await window.command('Show or Focus Hover');
    const hover = window.hover;
    await expect.poll(() => hover.innerText(), patience).toContain('RMS');
    const text = await hover.innerText();
    expect(text).toContain('272');
    expect(text).toContain('units of the loss');
    expect(text).toMatch(/Limit: \w+ \S+ \(.+\)/);
    await window.picture('hover');
  });

  it('lists the layers of a line, and shows the chosen one in the graph', async () => {
    await window.open('starving.ts', 6);
    await window.command('SkipScope: List Layers of Line');
    await window.choices(/Dense/).first().waitFor();
    expect(await window.choices(/∂W \d/).count()).toBe(11);
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    const title = window.webview().locator('[data-testid="inspector"] h2');
    await expect.poll(() => title.innerText(), patience).toContain('dense_Dense3');
  });

  it('stays with its line while somebody types in it, marked stale until that is undone', async () => {
    await window.open('starving.ts', 8);
    const before = await window.inlineTexts();
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' // the last');
    await window.lens(/edited since$/).waitFor();
    expect(await window.inlineTexts()).toEqual(before);
    await window.picture('inline-stale');
    for (let i = 0; i < 12; i++) await window.page.keyboard.press('Control+Z');
    await expect.poll(() => window.lens(/edited since$/).count(), patience).toBe(0);
  });

  it('removes a bias before batch norm by an edit that is previewed', async () => {
    await window.open('biased.ts', 2);
    await window.lens('Show network').click();
    await window.lens(/^0 skips · not probed/).waitFor();
    await window.open('biased.ts', 4);
    const apply = await window.quickFix('useBias: false');
    await window.picture('quick-fix-preview');
    expect(await window.lineText('biased', 'units: 8')).not.toContain('useBias');
    await apply.click();
    await window.open('biased.ts', 4);
    await expect
      .poll(() => window.lineText('biased', 'units: 8'), patience)
      .toContain('useBias: false');
  });

  it('builds the network again on saving, and the problem is gone with its cause', async () => {
    await window.command('Problems: Focus on Problems View');
    await window.problems('redundant-bias').first().waitFor();
    await window.open('biased.ts', 1);
    await window.page.keyboard.press('Control+S');
    await window.problems('redundant-bias').first().waitFor({ state: 'detached' });
  });

  it('names both branches of a merge that does not fit, and offers a projection', async () => {
    await window.open('clash.ts', 2);
    await window.lens('Show network').click();
    const problem = window.problems('takes branches that do not fit');
    await problem.first().waitFor();
    await window.problems(/Branch 1: dense\S* gives 16/).waitFor();
    await window.problems(/Branch 2: \S+ gives 8/).waitFor();
    await window.picture('merge-problem');
    await window.open('clash.ts', 6);
    await (await window.quickFix('Project one branch')).click();
    await window.open('clash.ts', 6);
    await window.page.keyboard.press('Control+S');
    await window.lens(/^1 skip · not probed/).waitFor();
    await problem.first().waitFor({ state: 'detached' });
  });

  it('lists every model of the workspace with how it stands', async () => {
    await window.page.locator('.activitybar .action-item a[aria-label="SkipScope"]').click();
    const row = (text: string | RegExp) =>
      window.page.locator('.pane-body .monaco-list-row', { hasText: text });
    await row(/starving0 skips · 1 (error|warning) · /).waitFor();
    await row(/clash1 skip · not probed/).waitFor();
    await row('not built').first().waitFor();
    await window.picture('models');
    const filter = async (choice: string): Promise<void> => {
      await window.command('SkipScope: Filter Models');
      await window.choices(choice).click();
      await window.page.keyboard.press('Enter');
    };
    await filter('with findings');
    await row('not built').first().waitFor({ state: 'detached' });
    await row('starving').first().waitFor();
    await filter('with findings');
    await filter('failed');
    await window.page.locator('.welcome-view', { hasText: 'No model passes' }).waitFor();
    await window.picture('models-none');
  });

  it('keeps the reports of a model, and lays two of them over each other', async () => {
    await window.open('starving.ts', 2);
    await window.lens('Probe gradients').click();
    await window.lens('Compare').first().click();
    await window.choices('skips').first().click();
    await window.choices('skips').first().click();
    await window.tab('→').waitFor();
    await window.webview().locator('canvas[data-layout="ready"]').waitFor();
    await window.picture('compare-runs');
    await window.command('SkipScope: Clear Run History');
    await window.lens('Compare').first().waitFor({ state: 'detached' });
  });

  it('has the severity that the user wants', async () => {
    await editor.configure({
      'skipscope.findings.severity': { 'vanishing-gradient': 'info' },
      'skipscope.inline.gutterHeat': true,
    });
    await window.open('starving.ts', 2);
    await window.lens(/^0 skips · healthy/).waitFor();
    expect((await window.inlineTexts()).join()).toContain('ℹ vanishing-gradient');
    await window.page.locator('.cgmr[class*="ced-"]').first().waitFor();
    await window.picture('gutter-heat');
  });

  it('clears the problems of a file that another program deletes', async () => {
    await window.command('View: Close All Editors');
    await window.command('Problems: Focus on Problems View');
    await window.problems('vanishing-gradient').first().waitFor();
    rmSync(path.join(editor.folder, 'starving.ts'));
    await window.problems('vanishing-gradient').first().waitFor({ state: 'detached' });
  });

  it('leads through the first steps, each with its picture', async () => {
    await window.command('Welcome: Open Walkthrough...');
    await window.choices('See How Gradients Flow').click();
    await window.page.locator('.getting-started-step', { hasText: 'Find your models' }).waitFor();
    const picture = window.page.locator('.getting-started-media img').first();
    const width = () =>
      picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    await expect.poll(width, patience).toBeGreaterThan(500);
    await window.picture('walkthrough');
  });

  it('cuts a shortcut of a line, and lays that over the probe of the whole, which stays the site’s own', async () => {
    await window.open('shortcuts.ts', 2);
    await window.lens('Show network').click();
    await window.lens(/^2 skips · not probed/).waitFor();
    await window.open('shortcuts.ts', 7);
    await window.command('Show or Focus Hover');
    await window.hover.getByText('Cut one of 2 shortcuts and probe again').click();
    // The whole network is probed first, since it was not yet.
    await window.choices('→').first().waitFor();
    await window.lens(/^2 skips · healthy/).waitFor();
    const before = await window.inlineTexts();
    expect(before.length).toBeGreaterThan(2);
    await window.picture('cut-choices');
    await window.choices(/→ Add 2/).click();
    await window.tab('shortcuts, shortcut into Add 2 cut').waitFor();
    const panel = window.webview();
    await panel.locator('canvas[data-layout="ready"]').waitFor();
    await panel.locator('vscode-panel-tab', { hasText: 'Skips' }).click();
    const values = panel.locator('[data-skip] .value');
    await expect.poll(() => values.last().innerText(), patience).toBe('cut');
    expect(await values.first().innerText()).toMatch(/^\d+ %$/);
    await window.picture('cut-compared');
    expect(await window.inlineTexts()).toEqual(before);
    expect(await window.lens(/^2 skips · healthy/).count()).toBe(1);
    await window.lens('Compare').click();
    await window.choices('2 skips').first().waitFor();
    expect(await window.choices('2 skips').count(), 'kept: built, and probed whole').toBe(2);
    await window.page.keyboard.press('Escape');
  });
});
