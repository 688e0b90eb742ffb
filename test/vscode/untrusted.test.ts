import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { editorForTests } from '../support/vscode/editorTests';
import { lensTitles } from '../support/vscode/editorWindow';
import { eventually } from '../support/vscode/eventually';

describe.runIf(hasBrowser)('an untrusted workspace', () => {
  const editor = editorForTests({
    files: { 'resnet.keras': readFileSync('test/fixtures/keras3/resnet.keras') },
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
      'security.workspace.trust.untrustedFiles': 'open',
    },
  });

  it('has its models found but not built, and says what to do', async () => {
    const { window } = editor;
    await window.open('resnet20.ts', 28);
    await window.lens(lensTitles.probe).first().click();
    const message = await window.notification('Trust this workspace');
    await window.picture('untrusted');
    expect(await message.innerText()).toContain('Manage Workspace Trust');
    expect(await window.status.innerText()).toContain('SkipScope');
    expect(await window.inlineTexts()).toEqual([]);
  });

  it('opens a saved model without reading it, and reads it once trust is granted', async () => {
    const { window } = editor;
    await window.explorerMenu('resnet.keras', 'Show Network');
    await window.tab('resnet.keras').waitFor();
    const told = () => window.webview().locator('[data-testid="status"] .text').innerText();
    await eventually(told).toContain('Trust this workspace');
    await window.picture('untrusted-saved-model');
    await window.command('Workspaces: Manage Workspace Trust');
    await window.page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .click();
    // The page about trust lies over the window.
    await window.page.keyboard.press('Escape');
    const details = () => window.webview().locator('[data-testid="inspector"]').innerText();
    await eventually(details).toContain('2 (2 short, 0 long)');
  });
});
