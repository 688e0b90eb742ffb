import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Mocha, { Suite, Test } from 'mocha';
import * as vscode from 'vscode';
import type { HostSuite } from './suite';

const MILLISECOND = 1e6;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** A network that is shown follows its text. */
export function liveSuite(root: Mocha.Suite, { workspace, options, measured }: HostSuite): void {
  const suite = Suite.create(root, 'a network that is shown');

  suite.addTest(
    new Test('is built again when its file is saved, and not probed', async () => {
      const editor = await workspace.open('resnet20.ts');
      const site = { document: editor.document.uri.toString(), name: 'resnet20' };
      await workspace.until('the lenses', async () =>
        (await workspace.lenses(editor)).find((title) => title === 'Show network'),
      );
      await vscode.commands.executeCommand('skipscope.showNetwork', site);
      const result = (skips: number) => async () =>
        (await workspace.lenses(editor)).find((title) =>
          title.startsWith(`${skips} skips · not probed · `),
        );
      await workspace.until('the first graph', result(9));
      const times: number[] = [];
      const delay = monitorEventLoopDelay({ resolution: 1 });
      for (let i = 0; i < options.refreshes; i++) {
        const blocks = i % 2 === 0 ? 2 : 3;
        await new Promise((done) => setTimeout(done, 3000)); // the next engine is warm by then
        await workspace.replace(editor, /block < \d/, `block < ${blocks}`);
        delay.enable();
        await editor.document.save();
        const saved = performance.now();
        await workspace.until('the graph of the new text', result(3 * blocks));
        times.push(performance.now() - saved);
        delay.disable();
      }
      measured['refresh after saving, median ms'] = median(times);
      measured['refresh after saving, worst ms'] = Math.max(...times);
      measured['event loop delay while refreshing, p50 ms'] = delay.percentile(50) / MILLISECOND;
      measured['event loop delay while refreshing, p99 ms'] = delay.percentile(99) / MILLISECOND;
      measured['event loop delay while refreshing, max ms'] = delay.max / MILLISECOND;
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
          (await workspace.lenses(editor)).find((title) =>
            title.startsWith('3 skips · not probed'),
          ),
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
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      for (let i = 0; i < 100; i++) {
        await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), i % 20 ? 'x' : '\n'));
      }
      delay.disable();
      measured['event loop delay while typing, p99 ms'] = delay.percentile(99) / MILLISECOND;
      measured['event loop delay while typing, max ms'] = delay.max / MILLISECOND;
      await vscode.commands.executeCommand('workbench.action.files.revert');
      assert.ok(delay.percentile(50) > 0);
    }),
  );
}
