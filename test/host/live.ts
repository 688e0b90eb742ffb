import assert from 'node:assert/strict';
import Mocha, { Suite, Test } from 'mocha';
import * as vscode from 'vscode';
import { blockedDuring, type Blocked } from './blocked';
import type { HostSuite } from './suite';

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** A network that is shown follows its text. */
export function liveSuite(root: Mocha.Suite, { workspace, options, measured }: HostSuite): void {
  const suite = Suite.create(root, 'a network that is shown');
  const note = (when: string, blocked: Blocked): void => {
    const { byExtension, byExtensionOnClock, delayP99, delayMax } = blocked;
    measured[`extension's longest stretch ${when}, ms`] = byExtension;
    measured[`extension's longest stretch ${when}, on the clock, ms`] = byExtensionOnClock;
    measured[`event loop delay ${when}, p99 ms`] = delayP99;
    measured[`event loop delay ${when}, max ms`] = delayMax;
  };

  suite.addTest(
    new Test('is built again when its file is saved, and not probed', async () => {
      const editor = await workspace.open('resnet20.ts');
      const site = { document: editor.document.uri.toString(), name: 'resnet20' };
      await workspace.until('the lenses', async () =>
        (await workspace.lenses(editor)).find((title) => title === 'Show network'),
      );
      await vscode.commands.executeCommand('skipscope.showNetwork', site);
      const result = (skips: number) => async () =>
        (await workspace.lenses(editor)).find(
          (title) => title.includes('Not probed yet: ') && title.includes(` ${skips} skips.`),
        );
      await workspace.until('the first graph', result(9));
      let saved = NaN;
      const listening = vscode.workspace.onDidSaveTextDocument(() => (saved = performance.now()));
      // The layers with a bias before batch norm: six for each block of the three stages, and one.
      const isShown = (blocks: number) => () =>
        workspace.problems(editor).some((text) => text.includes(` ${6 * blocks} more layers`)) ||
        undefined;
      const times: number[] = [];
      for (let i = 0; i < options.refreshes; i++) {
        const blocks = i % 2 === 0 ? 2 : 3;
        await workspace.rest(options.restMilliseconds);
        await workspace.replace(editor, /block < \d/, `block < ${blocks}`);
        await editor.document.save();
        await workspace.until('the problems of the new text', isShown(blocks));
        times.push(performance.now() - saved);
        await workspace.until('the lens of the new text', result(3 * blocks));
      }
      listening.dispose();
      await workspace.rest(options.restMilliseconds);
      const blocked = await blockedDuring(async () => {
        await workspace.replace(editor, /block < \d/, 'block < 4');
        await editor.document.save();
        await workspace.until('the problems of the new text', isShown(4));
      });
      measured['refresh after saving, median ms'] = median(times);
      measured['refresh after saving, worst ms'] = Math.max(...times);
      note('while refreshing', blocked);
    }),
  );

  suite.addTest(
    new Test(
      'is built from the text as it is typed, unsaved, where the user wants that',
      async () => {
        const settings = vscode.workspace.getConfiguration();
        await settings.update('skipscope.live.refresh', 'afterPause', true);
        const editor = await workspace.open('resnet20.ts');
        await workspace.replace(editor, /block < \d/, 'block < 1');
        await workspace.until('the graph of the unsaved text', async () =>
          (await workspace.lenses(editor)).find((title) => title.includes(' 3 skips.')),
        );
        assert.equal(editor.document.isDirty, true);
        await settings.update('skipscope.live.refresh', undefined, true);
        await vscode.commands.executeCommand('workbench.action.files.revert');
      },
    ),
  );

  suite.addTest(
    new Test('lets the host answer while somebody types', async () => {
      const editor = await workspace.open('resnet20.ts');
      const blocked = await blockedDuring(async () => {
        for (let i = 0; i < 100; i++) {
          await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), i % 20 ? 'x' : '\n'));
        }
      });
      note('while typing', blocked);
      assert.ok((await workspace.lenses(editor)).includes('Show network'));
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }),
  );
}
