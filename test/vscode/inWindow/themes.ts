import { describe, expect, it } from 'vitest';
import type { TestEditor } from '../../support/vscode/editorTests';
import { eventually } from '../../support/vscode/eventually';

/** One picture per kind of theme, of a healthy and of a starving network. */
export function themeTests(editor: TestEditor): void {
  describe('the colours', () => {
    const showGraph = async (file: string, line: number, picture: string): Promise<void> => {
      const { window } = editor;
      await window.open(file, line);
      await window.command('skipscope.showNetwork');
      await window.graph().waitFor();
      await window.picture(picture);
    };

    it('follow a dark, a light and a high-contrast theme', async () => {
      const { window } = editor;
      await window.press('workbench.action.toggleSidebarVisibility');
      await window.open('resnet20.ts', 28);
      await window.inspect('probe', /^✓ Healthy/);
      await window.picture('inline');
      await window.open('sigmoidMlp.ts', 8);
      await window.inspect('probe', /^[✖▲] /);
      for (const [name, theme, kind, inPanel] of [
        ['dark', 'Default Dark Modern', 'vs-dark', 'vscode-dark'],
        ['light', 'Default Light Modern', 'vs', 'vscode-light'],
        ['high-contrast', 'Default High Contrast', 'hc-black', 'vscode-high-contrast'],
      ] as const) {
        await editor.running.configure({
          'workbench.colorTheme': theme,
          'skipscope.inline.gutterHeat': true,
        });
        await window.page.locator(`.monaco-workbench.${kind}`).waitFor();
        await showGraph('resnet20.ts', 28, `${name}-healthy`);
        await showGraph('sigmoidMlp.ts', 8, `${name}-vanishing`);
        await eventually(() => window.webview().locator('body').getAttribute('class')).toContain(
          inPanel,
        );
        await window.open('sigmoidMlp.ts', 10);
        await window.showHover('RMS');
        await window.picture(`${name}-diagnostics`);
      }
      expect(await window.page.locator('.monaco-dialog-box').count()).toBe(0);
    });
  });
}
