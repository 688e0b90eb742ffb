import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { shortcuts } from './sources';

/** Experiments from the lens to a kept result. */
export function experimentTests(editor: TestEditor): void {
  describe('experiments', () => {
    it('say what they found first, keep it, and show what a skip is worth', async () => {
      const { window } = editor;
      editor.running.write({ 'shortcuts.ts': shortcuts });
      await window.open('shortcuts.ts', 2);
      await window.clickLens('Experiments', window.tab('Experiments: shortcuts'));
      const panel = window.webview();
      await panel.locator('[data-experiment="skips"]').click();
      await panel.locator('[data-action="seeds"] input').fill('5');
      await panel.locator('[data-action="steps"] input').fill('3');
      await panel.locator('[data-action="steps"] input').press('Tab');
      await panel.locator('[data-action="run"]:not([disabled])').click();
      const sentence = panel.locator('.card[data-experiment="skips"] h2.sentence');
      await panel.locator('.command code').waitFor();
      expect(await sentence.innerText()).toMatch(/^After 3 steps on made data/);
      await eventually(() => panel.locator('.kept li').count()).toBe(1);
      await window.picture('experiments');
      await panel.locator('.link[data-skip]').first().click();
      await window.tab('shortcuts').first().waitFor();
      await window.graph().waitFor();
    });
  });
}
