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
  'clash.ts': `import * as tf from '@tensorflow/tfjs';
export function clash() {
  const image = tf.input({ shape: [8] });
  const body = tf.layers.dense({ units: 16 }).apply(image) as tf.SymbolicTensor;
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
    await expect.poll(() => hover.innerText(), patience).toContain('RMS ∂L/∂W');
    const text = await hover.innerText();
    expect(text).toContain('272');
    expect(text).toContain('units of the loss');
    expect(text).toMatch(/Limit: \S+ \(.+\)/);
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

  it('stays with its line while somebody types in it, and is marked stale', async () => {
    await window.open('starving.ts', 8);
    const before = await window.inlineTexts();
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' // the last');
    await window.lens(/edited since$/).waitFor();
    expect(await window.inlineTexts()).toEqual(before);
    await window.picture('inline-stale');
    for (let i = 0; i < 12; i++) await window.page.keyboard.press('Control+Z');
  });

  it('names both branches of a merge that does not fit', async () => {
    await window.open('clash.ts', 2);
    await window.lens('Show network').click();
    await window.command('Problems: Focus on Problems View');
    const problem = window.problems('takes branches that do not fit');
    await problem.first().waitFor();
    await window.problems(/Branch 1: dense\S* gives 16/).waitFor();
    await window.problems(/Branch 2: \S+ gives 8/).waitFor();
    await window.picture('merge-problem');
  });

  it.each([
    ['dark', 'Default Dark Modern', 'vs-dark'],
    ['light', 'Default Light Modern', 'vs'],
    ['high-contrast', 'Default High Contrast', 'hc-black'],
  ])('follows a %s theme', async (name, theme, kind) => {
    await editor.configure({ 'workbench.colorTheme': theme, 'skipscope.inline.gutterHeat': true });
    await window.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await window.open('starving.ts', 4);
    await window.lens(/^0 skips · 1 (error|warning)/).waitFor();
    await window.command('Show or Focus Hover');
    await expect.poll(() => window.hover.innerText(), patience).toContain('RMS ∂L/∂W');
    await window.picture(`${name}-diagnostics`);
  });

  it('keeps the reports of a model, and lays two of them over each other', async () => {
    await window.open('starving.ts', 2);
    await window.lens('Probe gradients').click();
    await window.lens('Compare').first().click();
    await window.choices('skips').first().click();
    await window.choices('skips').first().click();
    await window.tab('→').waitFor();
    await window.picture('compare-runs');
    await window.command('SkipScope: Clear Run History');
    await window.lens('Compare').first().waitFor({ state: 'detached' });
  });

  it('clears the problems of a file that another program deletes', async () => {
    await window.command('View: Close All Editors');
    await window.command('Problems: Focus on Problems View');
    await window.problems('vanishing-gradient').first().waitFor();
    rmSync(path.join(editor.folder, 'starving.ts'));
    await window.problems('vanishing-gradient').first().waitFor({ state: 'detached' });
  });
});
