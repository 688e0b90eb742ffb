import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { repeatUntil } from '../../support/vscode/patience';
import { shortcuts, small, starving } from './sources';

/** Two reports laid over each other. */
export function comparingTests(editor: TestEditor): void {
  describe('two reports', () => {
    const build = async (file: string, line: number, result: RegExp): Promise<void> => {
      await editor.window.open(file, line);
      await editor.window.inspect('show', result);
    };
    const heading = () => editor.window.webview().locator('h1').innerText();

    it('are laid over each other, and what only one of them has is marked', async () => {
      const { window } = editor;
      await build('resnet20.ts', 28, / 9 skips\./);
      await build('unet.ts', 20, / 4 skips\./);
      await window.command('skipscope.compare');
      // Each is there twice: as it is shown, and as it was kept.
      await window
        .choices(/resnet20.* skips · /)
        .first()
        .waitFor();
      await window.choose('resnet20');
      await window.choose('unet');
      await eventually(heading).toBe('resnet20, not probed → unet, not probed');
      const panel = window.webview();
      await window.graph().waitFor();
      const changed = (change: string) =>
        panel.locator(`[data-testid="outline"] [data-change="${change}"]`);
      await changed('added').or(changed('changed')).first().waitFor();
      await eventually(() => panel.locator('.legend .caption').innerText()).toContain(
        'after ÷ before',
      );
      await window.picture('compare');
    });

    it('of one model are kept, compared and forgotten', async () => {
      const { window } = editor;
      editor.running.write({ 'starving.ts': starving });
      await build('starving.ts', 2, /^○ Not probed yet: .* 0 skips/);
      await window.inspect('probe', /^[✖▲] /);
      await window.clickLens('Compare', window.choices('skips'));
      await window.choose('skips');
      await window.choose('skips');
      await window.tab('→').waitFor();
      await window.graph().waitFor();
      await window.picture('compare-runs');
      await window.command('skipscope.clearHistory');
      await window.lens('Compare').first().waitFor({ state: 'detached' });
    });

    it('show what a cut shortcut does, and the whole probe stays the site’s own', async () => {
      const { window } = editor;
      editor.running.write({ 'shortcuts.ts': shortcuts });
      await build('shortcuts.ts', 2, /^○ Not probed yet: .* 2 skips/);
      await window.open('shortcuts.ts', 7);
      await window.showHover('Cut one of 2 shortcuts');
      await window.hover.getByText('Cut one of 2 shortcuts').click();
      // The whole network is probed first, since it was not yet.
      await window.choices('→').first().waitFor();
      await window.lensSays(/^✓ Healthy/);
      await eventually(async () => (await window.inlineTexts()).length).toBeGreaterThan(2);
      const before = await window.inlineTexts();
      await window.picture('cut-choices');
      await window.choose(/→ Add 2/);
      await window.tab('shortcuts, shortcut into Add 2 cut').waitFor();
      await window.graph().waitFor();
      await window.panelTab('Skips');
      const values = window.webview().locator('[data-skip] .value');
      await eventually(() => values.last().innerText()).toBe('cut');
      expect(await values.first().innerText()).toMatch(/^\d+ %$/);
      await window.picture('cut-compared');
      expect(await window.inlineTexts()).toEqual(before);
      expect(await window.lens(/^✓ Healthy/).count()).toBe(1);
      await window.clickLens('Compare', window.choices('2 skips'));
      // Kept are the network as it was built, and as it was probed whole.
      await eventually(() => window.choices('2 skips').count()).toBe(2);
    });

    it('are back after a restart, as is a network, as it was left', async () => {
      const { window } = editor;
      editor.running.write({ 'small.ts': small });
      await build('small.ts', 2, / 0 skips\./);
      await build('unet.ts', 20, / 4 skips\./);
      await window.command('skipscope.compare');
      await window.choose('small');
      await window.choose('unet');
      await eventually(heading).toBe('small, not probed → unet, not probed');
      await window.open('unet.ts', 20);
      await window.command('skipscope.showNetwork');
      await eventually(heading).toBe('unet');
      const panel = window.webview();
      const outline = panel.locator('[data-testid="outline"]');
      const row = outline.locator('[data-group]').nth(2);
      await repeatUntil(
        'the chosen group',
        (within) => row.click(within),
        async () => (await row.getAttribute('aria-selected')) === 'true',
      );
      const chosen = await row.getAttribute('data-group');
      await window.page.evaluate(() => Object.assign(globalThis, { isOld: true }));
      await window.command('Developer: Reload Window');
      await window.page.waitForFunction(() => !('isOld' in globalThis));
      await window.graph().waitFor();
      const selected = outline.locator('[aria-selected="true"]');
      await eventually(() => selected.getAttribute('data-group')).toBe(chosen);
      await window.picture('restarted');
      await window.tab('small, not probed → unet, not probed').click();
      await eventually(heading).toBe('small, not probed → unet, not probed');
    });
  });
}
