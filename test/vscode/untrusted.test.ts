import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

describe.runIf(hasBrowser)('an untrusted workspace', () => {
  let editor: RunningEditor;

  beforeAll(async () => {
    const saved = readFileSync('test/fixtures/keras3/resnet.keras');
    editor = await startEditor({
      files: { 'resnet.keras': saved },
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
        'security.workspace.trust.untrustedFiles': 'open',
      },
    });
  });
  afterAll(async () => {
    await editor.close();
  });

  beforeEach(({ onTestFailed }) => onTestFailed(() => editor.window.picture('failed-untrusted')));

  it('has its models found but not built, and says what to do', async () => {
    const { window } = editor;
    await window.open('resnet20.ts', 28);
    await window.lens('Probe gradients').first().click();
    const message = window.notifications.filter({ hasText: 'Trust this workspace' });
    await window.command('Notifications: Show Notifications');
    await message.first().waitFor();
    await window.picture('untrusted');
    expect(await message.first().innerText()).toContain('Manage Workspace Trust');
    expect(await window.status.innerText()).toContain('SkipScope');
    expect(await window.inlineTexts()).toEqual([]);
  });

  it('opens a saved model without reading it, and reads it once trust is granted', async () => {
    const { window } = editor;
    await window.explorerMenu('resnet.keras');
    await window.chooseInMenu('Show Network');
    await window.tab('resnet.keras').waitFor();
    const told = () => window.webview().locator('[data-testid="status"] .text').innerText();
    await expect.poll(told, { timeout: 60_000 }).toContain('Trust this workspace');
    await window.picture('untrusted-saved-model');
    await window.command('Workspaces: Manage Workspace Trust');
    await window.page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .click();
    // The page about trust lies over the window.
    await window.page.keyboard.press('Escape');
    const details = () => window.webview().locator('[data-testid="inspector"]').innerText();
    await expect.poll(details, { timeout: 60_000 }).toContain('2 (2 short, 0 long)');
  });
});
