import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { startEditor, type RunningEditor } from '../support/vscode/startEditor';

/** Where `npm test` has unpacked TensorFlow for this machine's Python; where pip has none, nothing is linked. */
const tensorflow = process.env['SKIPSCOPE_TEST_TENSORFLOW'];

describe.runIf(hasBrowser)('Set Up TensorFlow Engine', () => {
  let editor: RunningEditor;

  beforeAll(async () => {
    if (tensorflow) process.env['PYTHONPATH'] = tensorflow;
    // The user's own settings of the browser do not reach a server's machine-wide ones; the workspace's do.
    const settings = JSON.stringify({ 'skipscope.engine.python': '/nowhere/python' });
    editor = await startEditor({ files: { '.vscode/settings.json': settings } });
    await editor.window.open('resnet20.ts');
    await editor.window.lens('Show network').first().waitFor();
  });
  afterAll(async () => {
    await editor.close();
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => editor.window.picture('failed-setup')));

  const start = async (choice: string): Promise<void> => {
    const { window } = editor;
    await window.command('SkipScope: Set Up TensorFlow Engine');
    await window.choices(choice).first().waitFor();
    await window.page.keyboard.type(choice);
    await window.choices(/./).nth(1).waitFor({ state: 'detached' });
    await window.picture('setup-choice');
    await window.page.keyboard.press('Enter');
    await window.choices(choice).first().waitFor({ state: 'hidden' });
    // The editor shows no notification by itself while nobody looks at it.
    await window.command('Notifications: Show Notifications');
  };

  it('says in one sentence what is missing', async () => {
    await start('Link to the TensorFlow of your Python');
    const message = editor.window.notifications.filter({ hasText: 'No Python could be started' });
    await message.first().waitFor();
    await editor.window.picture('setup-no-python');
    expect(await message.first().innerText()).toContain('/nowhere/python');
  });

  it.runIf(tensorflow)('links, trains a step, and is removed', async () => {
    const { window } = editor;
    writeFileSync(join(editor.folder, '.vscode/settings.json'), '{}');
    await start('Link to the TensorFlow of your Python');
    await window.notifications.filter({ hasText: 'setting up TensorFlow' }).first().waitFor();
    await window.picture('setup-progress');
    const done = window.notifications.filter({ hasText: 'TensorFlow is set up' });
    await done.first().waitFor({ timeout: 150_000 });
    await window.picture('setup-done');
    await window.command('SkipScope: Choose Backend');
    await window
      .choices(/^\s*tensorflow\s*cpu, version/)
      .first()
      .waitFor();
    await window.picture('setup-backends');
    await window.page.keyboard.press('Escape');
    await start('Remove what was set up');
    await window.notifications.filter({ hasText: 'was removed' }).first().waitFor();
  });
});
