import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';

const keras = 'test/fixtures/keras3';
const topologies = 'test/fixtures/keras-topologies';
const residual = '2 (2 short, 0 long)';

/** Files that hold a model, opened as networks. */
export function savedModelTests(editor: TestEditor): void {
  describe('a saved model', () => {
    const details = () => editor.window.webview().locator('[data-testid="inspector"]').innerText();
    const status = () => editor.window.webview().locator('[data-testid="status"]');
    const told = () => status().locator('.text').innerText();
    const show = async (name: string, file: string): Promise<void> => {
      editor.running.write({ [name]: readFileSync(file) });
      await editor.window.explorerMenu(name, 'Show Network', `saved-model-menu-${name}`);
      await editor.window.tab(name).waitFor();
    };

    it.each([
      ['zipped.keras', `${keras}/resnet.keras`, residual],
      ['legacy.h5', `${keras}/resnet.h5`, residual],
      ['model.json', `${topologies}/ResNet50.json`, '16 (16 short, 0 long)'],
    ])('opens as a network from the explorer: %s', async (name, file, merges) => {
      await show(name, file);
      await eventually(details).toContain(merges);
      await editor.window.graph().waitFor();
      await editor.window.picture(`saved-model-${name}`);
    });

    it('shows a line of the file for a layer, beside the network', async () => {
      const { window } = editor;
      await show('model.json', `${topologies}/VGG16.json`);
      await window.graph().waitFor();
      const panel = window.webview();
      await panel.locator('[data-testid="outline"] [role="row"][data-layer]').first().click();
      await eventually(() => window.page.locator('.editor-group-container').count()).toBe(2);
      await window.page.locator('.editor-instance .view-lines').first().waitFor();
      expect(await panel.locator('canvas[data-testid="graph"]').isVisible()).toBe(true);
    });

    it('that is none says so in the panel, in one sentence, and is shown once it has become one', async () => {
      const { window } = editor;
      editor.running.write({ 'other.json': '{ "a": 1 }' });
      await window.open('other.json', 1);
      await window.command('View: Reopen Editor With...');
      await window.choose('SkipScope Network');
      await eventually(told).toBe(
        'This is not a model file that SkipScope can read: it holds no model of layers.',
      );
      await window.picture('saved-model-failed');
      editor.running.write({ 'other.json': readFileSync(`${topologies}/VGG16.json`) });
      await window.graph().waitFor();
    });

    it('is followed when its file changes, breaks, is mended and goes', async () => {
      const { window } = editor;
      const file = path.join(editor.running.folder, 'followed.h5');
      await show('followed.h5', `${keras}/resnet.h5`);
      await eventually(details).toContain(residual);
      copyFileSync(`${keras}/operations.h5`, file);
      await eventually(details).toContain('1 (1 short, 0 long)');
      writeFileSync(file, readFileSync(file).subarray(0, 9000));
      await eventually(told).toMatch(/^This is not a model file .* cut off or damaged/);
      // Nothing is lost: the last network stays.
      expect(await details()).toContain('1 (1 short, 0 long)');
      await window.picture('saved-model-damaged');
      copyFileSync(`${keras}/resnet.h5`, file);
      await eventually(details).toContain(residual);
      await status().waitFor({ state: 'hidden' });
      // The editor itself closes what shows a file that is gone.
      rmSync(file);
      await window.tab('followed.h5').waitFor({ state: 'detached' });
    });
  });
}
