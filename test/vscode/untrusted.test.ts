import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

describe.runIf(hasBrowser)('an untrusted workspace', () => {
  let editor: RunningEditor;

  beforeAll(async () => {
    editor = await startEditor({
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
});
