import { rmSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import type { EditorWindow } from '../support/vscode/editorWindow';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

const models = {
  'edited.ts': `import * as tf from '@tensorflow/tfjs';
export function small() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }));
  model.add(tf.layers.dense({ units: 2 }));
  return model;
}
`,
  'syntaxError.ts': `import * as tf from '@tensorflow/tfjs';
export function broken() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [4] }));
  return model
  const ] = 3;
}
`,
  'throws.ts': `import * as tf from '@tensorflow/tfjs';
export function mismatched() {
  const image = tf.input({ shape: [8] });
  const body = tf.layers.dense({ units: 4 }).apply(image);
  const sum = tf.layers.add().apply([image, body] as tf.SymbolicTensor[]);
  return tf.model({ inputs: image, outputs: sum as tf.SymbolicTensor });
}
`,
  'loops.ts': `import * as tf from '@tensorflow/tfjs';
export function endless() {
  const model = tf.sequential();
  for (;;) model.name;
  return model;
}
`,
  'exits.ts': `import * as tf from '@tensorflow/tfjs';
export function leaves() {
  const model = tf.sequential();
  process.exit(0);
  return model;
}
`,
  'eatsMemory.ts': `import * as tf from '@tensorflow/tfjs';
export function hungry() {
  const model = tf.sequential();
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1_000_000).fill(1));
  return model;
}
`,
  'vanishes.ts': `import * as tf from '@tensorflow/tfjs';
export function gone() {
  const model = tf.sequential();
  for (;;) model.name;
  return model;
}
`,
};

/** Rows of the panel's list of skips, layers or findings. */
const tab = (panel: FrameLocator, name: string) =>
  panel.locator('vscode-panel-tab', { hasText: name });

/** Long enough for a busy machine; a claim that holds does not wait for it. */
const patience = { timeout: 60_000 };

describe.runIf(hasBrowser)('SkipScope in VS Code', () => {
  let editor: RunningEditor;
  let window: EditorWindow;

  beforeAll(async () => {
    editor = await startEditor({ files: models });
    window = editor.window;
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => window.picture('failed')));
  afterAll(async () => {
    await editor.close();
  });

  const inlineTexts = async (): Promise<string[]> => {
    await expect.poll(() => window.inlineTexts(), patience).not.toEqual([]);
    return window.inlineTexts();
  };

  it('offers both commands above a definition', async () => {
    await window.open('resnet20.ts', 28);
    await window.lens('Show network').waitFor();
    await window.lens('Probe gradients').waitFor();
    expect(await window.lens('Show network').count()).toBe(1);
  });

  it('shows the network with its skips beside the code', async () => {
    await window.lens('Show network').click();
    const panel = window.webview();
    await panel.locator('canvas[data-testid="graph"][data-layout="ready"]').waitFor();
    await expect.poll(() => panel.locator('body').innerText(), patience).toContain('71 layers');
    await tab(panel, 'Skips').click();
    await panel.locator('[data-skip]').first().waitFor();
    expect(await panel.locator('[data-skip][data-kind="identityAdd"]').count()).toBe(7);
    expect(await panel.locator('[data-skip][data-kind="projectionAdd"]').count()).toBe(2);
    await window.lens(/^9 skips · not probed · \d+/).waitFor();
  });

  it('goes to the line of a layer that is clicked in the graph', async () => {
    const panel = window.webview();
    await panel.locator('vscode-button', { hasText: 'Open all' }).click();
    await tab(panel, 'Layers').click();
    const before = await window.cursorLine();
    await panel.locator('[data-testid="outline"] [role="row"][data-layer]').first().click();
    await expect.poll(() => window.cursorLine(), patience).not.toBe(before);
    // The first layer is the input.
    expect(await window.cursorLine()).toBe(29);
  });

  /** The rows that stand for the cursor's line: layers by their kind, closed groups by being one. */
  const atCursor = () =>
    window
      .webview()
      .locator('[data-testid="outline"] [aria-current]')
      .evaluateAll((rows) =>
        rows.map(({ dataset, textContent }) =>
          dataset['layer'] === undefined ? 'group' : /[A-Z]\w*(?= · )/.exec(textContent)![0],
        ),
      );

  it('marks the layers of the cursor’s line in the panel, and their groups while those are closed', async () => {
    await window.clickLine('let x = relu(batchNorm(');
    await expect.poll(atCursor, patience).toEqual(['Conv2D', 'BatchNormalization', 'Activation']);
    await window.picture('cursor-layers');
    await window.webview().locator('vscode-button', { hasText: 'Close all' }).click();
    await expect.poll(atCursor, patience).toEqual(['group']);
    await window.clickLine('return relu(tf.layers.add()');
    await expect.poll(async () => new Set(await atCursor()), patience).toEqual(new Set(['group']));
    await window.picture('cursor-groups');
    await window.webview().locator('vscode-button', { hasText: 'Open all' }).click();
  });

  it('goes from a box of the graph to its line, and with Alt to the calls that led there', async () => {
    const panel = window.webview();
    const canvas = panel.locator('canvas[data-testid="graph"][data-layout="ready"]');
    const convolution = panel.locator('[data-testid="outline"] [data-layer]').nth(1);
    const layer = (await convolution.getAttribute('data-layer'))!;
    const position = await canvas.evaluate((at, id) => {
      interface Handle {
        skipscope: { centreOf(id: string): { x: number; y: number } };
      }
      const { x, y } = (globalThis as unknown as Handle).skipscope.centreOf(id);
      const { left, top } = at.getBoundingClientRect();
      return { x: x - left, y: y - top };
    }, layer);
    await canvas.click({ position });
    // The innermost call, in the helper that made it.
    await expect.poll(() => window.cursorLine(), patience).toBe(9);
    await canvas.click({ position, modifiers: ['Alt'] });
    await window.page.locator('.peekview-widget').waitFor();
    await window.picture('call-chain');
    await window.page.keyboard.press('Escape');
    await window.page.locator('.peekview-widget').waitFor({ state: 'detached' });
  });

  it('writes the gradients after the lines and agrees with the panel on the numbers', async () => {
    await window.command('SkipScope: Probe Gradients');
    await window.lens(/^9 skips · healthy · /).waitFor();
    const texts = await inlineTexts();
    const dense = texts.at(-1)!;
    expect(dense).toMatch(/^∂W \d\.\de-?\d {2}[▁-█]{7}\[[▁-█]\] {2}Δw\/w .* {2}[▁-█]{3}$/);
    const panel = window.webview();
    await panel.locator('[data-testid="outline"]').press('End');
    const row = panel.locator('[data-testid="outline"] [role="row"][data-layer]').last();
    expect(dense).toContain(await row.locator('.value').innerText());
  });

  it('lists findings as problems that lead to their explanation', async () => {
    await window.command('Problems: Focus on Problems View');
    const problem = window.problems('bias');
    await problem.first().waitFor();
    expect(await problem.first().innerText()).toContain('redundant-bias');
    await window.picture('problems');
    await problem.first().locator('a', { hasText: 'redundant-bias' }).click();
    await window.tab('Preview').waitFor();
    await window.command('View: Close Editor');
    await window.command('View: Toggle Panel Visibility');
  });

  it('marks numbers as stale after an edit and moves them with their lines', async () => {
    await window.open('edited.ts', 2);
    await window.lens('Probe gradients').click();
    await window.lens(/^0 skips · (healthy|\d+ warning)/).waitFor();
    const before = await inlineTexts();
    await window.open('edited.ts', 1);
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Enter');
    await window.lens(/edited since$/).waitFor();
    expect(await inlineTexts()).toEqual(before);
  });

  it('cancels a probe and keeps what was shown', async () => {
    await editor.configure({ 'skipscope.probe.steps': 1000 });
    await window.open('resnet20.ts', 28);
    await window.command('SkipScope: Probe Gradients');
    await expect
      .poll(() => window.status.innerText(), patience)
      .toMatch(/probing gradients \d+\/3000/);
    await window.command('SkipScope: Cancel Run');
    await window.lens(/^9 skips/).waitFor();
    expect(await inlineTexts()).not.toEqual([]);
    await editor.configure({});
  });

  describe('with code that cannot be built', () => {
    beforeAll(async () => {
      await editor.configure({
        'skipscope.engine.deadlineSeconds': 8,
        'skipscope.engine.memoryMegabytes': 512,
      });
    });
    afterAll(() => editor.configure({}));

    it.each([
      { file: 'syntaxError.ts', line: 6, says: 'The file has a syntax error' },
      { file: 'throws.ts', line: 5, says: 'The model code stopped with' },
      { file: 'exits.ts', line: 4, says: 'ended the process' },
      { file: 'eatsMemory.ts', line: 2, says: 'needed more memory than the limit of 512 MB' },
      { file: 'loops.ts', line: 2, says: 'did not finish within 8 s' },
    ])('ends $file in one sentence at line $line', async ({ file, line, says }) => {
      await window.open(file, 2);
      await window.lens('Show network').first().click();
      await window.command('Problems: Focus on Problems View');
      const problem = window.problems(says);
      await problem.first().waitFor();
      expect(await problem.count()).toBe(1);
      expect(await problem.innerText()).toMatch(new RegExp(`\\[Ln ${line}, Col \\d+\\]`));
      expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    });

    it('survives a file that is deleted while its model runs', async () => {
      await window.open('vanishes.ts', 2);
      await window.lens('Show network').first().click();
      await window.lens('building model').waitFor();
      rmSync(path.join(editor.folder, 'vanishes.ts'));
      await expect.poll(() => window.status.innerText(), patience).not.toContain('building');
    });
  });

  it('works after all of these', async () => {
    await window.open('unet.ts', 20);
    await window.lens('Show network').first().click();
    await window.lens(/^4 skips · not probed/).waitFor();
  });

  it('lays two reports over each other, and marks what only one of them has', async () => {
    await window.command('SkipScope: Compare…');
    // Each is there twice: as it is shown, and as it was kept.
    await window
      .choices(/resnet20.* skips · /)
      .first()
      .waitFor();
    await window.choices('resnet20').first().click();
    await window.choices('unet').first().click();
    const panel = window.webview();
    await expect.poll(() => panel.locator('h1').innerText(), patience).toBe('resnet20 → unet');
    await panel.locator('canvas[data-testid="graph"][data-layout="ready"]').waitFor();
    const changed = (change: string) =>
      panel.locator(`[data-testid="outline"] [data-change="${change}"]`);
    await changed('added').or(changed('changed')).first().waitFor();
    expect(await panel.locator('.legend .caption').innerText()).toContain('after ÷ before');
    await window.picture('compare');
  });

  it('clears a failure when its cause is gone', async () => {
    await window.open('throws.ts', 4);
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Shift+End');
    await window.page.keyboard.insertText(
      'const body = tf.layers.dense({ units: 8 }).apply(image);',
    );
    await window.lens('Show network').first().click();
    await window.lens(/^1 skip · /).waitFor();
    await window.command('Problems: Focus on Problems View');
    expect(await window.problems('The model code stopped with').count()).toBe(0);
    await window.command('View: Toggle Panel Visibility');
  });

  it('says which backends can run here, and why others cannot', async () => {
    await window.command('SkipScope: Choose Backend');
    await window.choices('wasm').waitFor();
    expect(await window.choices('tensorflow-gpu').innerText()).toMatch(/\S+ \S+ \S+/);
    await window.page.keyboard.press('Escape');
  });

  it('opens an example as a document of its own that can be inspected unsaved', async () => {
    await window.command('SkipScope: Open Example');
    await window.choices('sigmoidMlp').click();
    await window.tab('Untitled-1').waitFor();
    await window.lens('Probe gradients').first().click();
    await window.lens(/^0 skips · \d+ (error|warning)/).waitFor();
    expect((await inlineTexts()).join('\n')).toContain('vanishing-gradient');
  });

  it('writes nothing into the editor when told not to', async () => {
    await inlineTexts();
    await editor.configure({ 'skipscope.inline.show': 'off' });
    await expect.poll(() => window.inlineTexts(), patience).toEqual([]);
    await editor.configure({});
  });

  it('brings its panels back after a restart, as they were left, and the two compared reports', async () => {
    await window.open('unet.ts', 20);
    await window.command('SkipScope: Show Network');
    const row = (panel: FrameLocator) =>
      panel.locator('[data-testid="outline"] [data-group]').nth(2);
    await row(window.webview()).click();
    await row(window.webview()).and(window.webview().locator('[aria-selected="true"]')).waitFor();
    const chosen = await row(window.webview()).getAttribute('data-group');
    await window.page.evaluate(() => Object.assign(globalThis, { isOld: true }));
    await window.command('Developer: Reload Window');
    await window.page.waitForFunction(() => !('isOld' in globalThis));
    const panel = window.webview();
    await panel.locator('canvas[data-testid="graph"][data-layout="ready"]').waitFor();
    const selected = panel.locator('[data-testid="outline"] [aria-selected="true"]');
    await expect.poll(() => selected.getAttribute('data-group'), patience).toBe(chosen);
    await window.picture('restarted');
    await window.tab('resnet20 → unet').click();
    await expect.poll(() => panel.locator('h1').innerText(), patience).toBe('resnet20 → unet');
  });
});
