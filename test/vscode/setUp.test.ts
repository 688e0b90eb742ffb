import { describe, expect, it } from 'vitest';
import { hasBrowser } from '../support/browser';
import { editorForTests } from '../support/vscode/editorTests';

/** The folder in which `npm test` has unpacked TensorFlow for this machine's Python; if pip has none, nothing is linked. */
const tensorflow = process.env['SKIPSCOPE_TEST_TENSORFLOW'];

describe.runIf(hasBrowser)('Set Up TensorFlow Engine', () => {
  const editor = editorForTests({ env: tensorflow ? { PYTHONPATH: tensorflow } : {} });

  const start = async (choice: string): Promise<void> => {
    const { window } = editor;
    await window.command('skipscope.setUpEngine');
    await window.choices(choice).first().waitFor();
    await window.picture('setup-choice');
    await window.choose(choice);
  };

  it('says in one sentence what is missing', async () => {
    // The user's own settings of the browser do not reach a server's machine-wide ones; the workspace's do.
    await editor.running.configure({ 'skipscope.engine.python': '/nowhere/python' });
    await editor.window.open('resnet20.ts');
    await start('Link to the TensorFlow of your Python');
    const message = await editor.window.notification('No Python could be started');
    await editor.window.picture('setup-no-python');
    expect(await message.innerText()).toContain('/nowhere/python');
  });

  it.runIf(tensorflow)('links, trains a step, and is removed', async () => {
    const { window } = editor;
    await window.open('resnet20.ts');
    await start('Link to the TensorFlow of your Python');
    await window.notification('setting up TensorFlow');
    await window.picture('setup-progress');
    await window.notification('TensorFlow is set up');
    await window.picture('setup-done');
    await window.command('skipscope.chooseBackend');
    await window
      .choices(/^\s*tensorflow\s*cpu, version/)
      .first()
      .waitFor();
    await window.picture('setup-backends');
    await window.endPick('Escape');
    await start('Remove what was set up');
    await window.notification('was removed');
  });
});
