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
  'gone.ts': `import * as tf from '@tensorflow/tfjs';
export function gone() {
  throw new Error('on purpose');
  return tf.sequential();
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
});
