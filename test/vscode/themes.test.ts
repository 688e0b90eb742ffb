import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

/** One picture per kind of theme, of a healthy and of a starving network. */
describe.runIf(hasBrowser)('the look', () => {
  let editor: RunningEditor;

  beforeAll(async () => {
    editor = await startEditor();
    const { window } = editor;
    await window.page.setViewportSize({ width: 1680, height: 1000 });
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.open('resnet20.ts', 28);
    await window.lens('Probe gradients').click();
    await window.lens(/^9 skips · healthy · /).waitFor();
    await window.picture('inline');
    await window.open('sigmoidMlp.ts', 8);
    await window.lens('Show network').click();
    await window.lens('Probe gradients').click();
    await window.lens(/^0 skips · \d+ (error|warning)/).waitFor();
  });
  afterAll(async () => {
    await editor.close();
  });

  it.each([
    ['dark', 'Default Dark Modern', 'vs-dark'],
    ['light', 'Default Light Modern', 'vs'],
    ['high-contrast', 'Default High Contrast', 'hc-black'],
  ])('follows a %s theme', async (name, theme, kind) => {
    const { window } = editor;
    await editor.configure({ 'workbench.colorTheme': theme, 'skipscope.inline.gutterHeat': true });
    await window.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await window.open('resnet20.ts', 28);
    await window.command('SkipScope: Show Network');
    const panel = window.webview();
    await panel.locator('canvas[data-testid="graph"][data-layout="ready"]').waitFor();
    await window.picture(`${name}-healthy`);
    await window.open('sigmoidMlp.ts', 8);
    await window.command('SkipScope: Show Network');
    await panel.locator('canvas[data-testid="graph"][data-layout="ready"]').waitFor();
    await window.picture(`${name}-vanishing`);
    expect(await panel.locator('body').getAttribute('class')).toContain(
      kind === 'hc-black' ? 'vscode-high-contrast' : `vscode-${name}`,
    );
    await window.command('View: Close Editors in Other Groups');
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.command('SkipScope: Focus on Models View');
    await window.page.locator('.pane-body .monaco-list-row', { hasText: 'healthy' }).waitFor();
    await window.open('sigmoidMlp.ts', 10);
    await window.command('Show or Focus Hover');
    await window.hover.waitFor();
    await window.picture(`${name}-diagnostics`);
    expect(existsSync(`out/screenshots/vscode/${name}-diagnostics.png`)).toBe(true);
    await window.command('View: Toggle Primary Side Bar Visibility');
  });
});
