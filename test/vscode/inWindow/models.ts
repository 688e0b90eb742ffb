import { describe, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';
import { repeatUntil } from '../../support/vscode/patience';
import { shortcuts, starving } from './sources';

/** The view of all models of the workspace, and the walkthrough. */
export function modelsTests(editor: TestEditor): void {
  describe('the models of the workspace', () => {
    it('are listed with how each stands, and filtered by that', async () => {
      const { window } = editor;
      editor.running.write({ 'starving.ts': starving, 'shortcuts.ts': shortcuts });
      await window.open('starving.ts', 2);
      await window.inspect('probe', /^[✖▲] /);
      await window.open('shortcuts.ts', 2);
      await window.inspect('show', /^○ Not probed yet: .* 2 skips/);
      await window.page.locator('.activitybar .action-item a[aria-label="SkipScope"]').click();
      const row = (text: string | RegExp) =>
        window.page.locator('.pane-body .monaco-list-row', { hasText: text });
      const icon = window.page.locator('.codicon-circle-outline');
      const unbuilt = window.page.locator('.pane-body .monaco-list-row', { has: icon });
      // The view draws the rows in sight alone: those of PyTorch are folded.
      await repeatUntil(
        'the folded models of PyTorch',
        (within) => row(/^torch$/).click(within),
        async () => (await row(/^torch$/).getAttribute('aria-expanded')) === 'false',
      );
      await row(/starving0 skips · 1 (error|warning) · /).waitFor();
      await row(/shortcuts2 skips · not probed/).waitFor();
      await unbuilt.first().waitFor();
      await window.picture('models');
      const filter = async (choice: string): Promise<void> => {
        await window.command('skipscope.filterModels');
        await window.choices(choice).click();
        await window.endPick('Enter');
      };
      await filter('with findings');
      await unbuilt.first().waitFor({ state: 'detached' });
      await row('starving').first().waitFor();
      await filter('with findings');
      await unbuilt.first().waitFor();
      await filter('failed');
      await window.page.locator('.welcome-view', { hasText: 'No model passes' }).waitFor();
      await window.picture('models-none');
      await filter('failed');
      await unbuilt.first().waitFor();
    });

    it('are what the first steps of the walkthrough lead to, each with its picture', async () => {
      const { window } = editor;
      await window.command('Welcome: Open Walkthrough...');
      await window.choose('See How Gradients Flow');
      await window.page.locator('.getting-started-step', { hasText: 'Find your models' }).waitFor();
      const picture = window.page.locator('.getting-started-media img').first();
      const width = () =>
        picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
      await eventually(width).toBeGreaterThan(500);
      await window.picture('walkthrough');
    });
  });
}
