import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { starving } from './sources';

/** Time and memory of a training step, asked for above a definition. */
export function profileTests(editor: TestEditor): void {
  describe('the cost of a step', () => {
    it('stands at the lines, in their hover and in the panel, and gradients join it', async () => {
      const { window } = editor;
      editor.running.write({ 'starving.ts': starving });
      await window.open('starving.ts', 2);
      await window.clickLens(/^Profile$/, window.page.locator('iframe.webview.ready'));
      const cost = window.webview().locator('[data-testid="cost"]');
      await eventually(() => cost.locator('h2').first().innerText()).toMatch(
        /^A step of 16 samples takes [\d.]+ ms\.$/,
      );
      await window.picture('profile');
      // On a busy machine a finding of the measured times may stand before one of them.
      await eventually(async () => (await window.inlineTexts()).join('\n')).toMatch(
        /^(ℹ .* {2})?[\d.]+ ms · (<1|\d+) %\n(ℹ .* {2})?[\d.]+ ms · \d+ %\n/,
      );
      await window.open('starving.ts', 6);
      await window.showHover('MACs');
      expect(await window.hover.innerText()).toContain('without taps a step takes');
      await window.picture('profile-hover');
      await window.inspect('probe', /^[✖▲] /);
      await eventually(async () => (await window.inlineTexts()).join('\n')).toMatch(
        /∂W .* {2}[\d.]+ ms · \d+ %/,
      );
    });
  });
}
