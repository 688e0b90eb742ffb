import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Mocha, { Suite, Test } from 'mocha';
import * as vscode from 'vscode';
import { deepChain, depthsIn, type HostSuite } from './suite';
import type { Workspace } from './workspace';

const MEBIBYTE = 1024 * 1024;
const LOOK_MILLISECONDS = 250;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface Level {
  readonly heap: number;
  readonly handles: number;
  readonly processes: number;
}

/** The host's live memory and handles. */
function level(): Level {
  collectGarbage();
  const resources = process.getActiveResourcesInfo();
  return {
    heap: process.memoryUsage().heapUsed / MEBIBYTE,
    handles: resources.filter((name) => !/Timeout|Immediate|TickObject|FSReq/.test(name)).length,
    processes: resources.filter((name) => name === 'ProcessWrap').length,
  };
}

/** The level once two looks in a row find the same handles. */
async function settled(workspace: Workspace): Promise<Level> {
  let last = level();
  return workspace.until('handles that stay', async () => {
    await workspace.rest(LOOK_MILLISECONDS);
    const now = level();
    const stays = now.handles === last.handles;
    last = now;
    return stays ? now : undefined;
  });
}

const holdsNoMore = (now: Level, before: Level): boolean =>
  now.handles <= before.handles + 2 && now.heap <= before.heap * 1.2 + 5;

/** Many edits and runs in one session: everything that was asked for comes, in order, and nothing is left behind. */
export function soakSuite(root: Mocha.Suite, { workspace, options, measured }: HostSuite): void {
  const suite = Suite.create(root, 'a long session');
  const { edits, runs } = options;

  suite.addTest(
    new Test(`of ${edits} edits and ${runs} runs loses no result and shows none late`, async () => {
      let depth = 30;
      const editor = await workspace.open('soak.ts', deepChain(depth));
      const shown: number[] = [];
      const watching = vscode.languages.onDidChangeDiagnostics(() =>
        shown.push(...depthsIn(workspace.problems(editor))),
      );
      const isShown = (wanted: number) => () =>
        depthsIn(workspace.problems(editor)).includes(wanted) || undefined;
      const site = { document: editor.document.uri.toString(), name: 'chain' };
      await vscode.commands.executeCommand('skipscope.showNetwork', site);
      await workspace.until('the first finding', isShown(depth));

      let before: Level | undefined;
      for (let run = 0; run < runs; run++) {
        for (let edit = 0; edit < edits / runs; edit++) {
          depth++;
          await workspace.replace(editor, /depth = \d+/, `depth = ${depth}`);
          // The editor is asked to save in the midst as well: such a run is replaced by the next.
          if (edit === 1) await editor.document.save();
        }
        await editor.document.save();
        await workspace.until(`the result of run ${run}`, isShown(depth));
        if (run === Math.floor(runs / 3)) before = await settled(workspace);
      }
      assert.ok(before);
      const first = before;
      // A run's resources are released some time after its result.
      await workspace.until(`levels like ${JSON.stringify(first)}`, async () => {
        await workspace.rest(LOOK_MILLISECONDS);
        return holdsNoMore(level(), first) || undefined;
      });
      const after = level();
      watching.dispose();

      const sorted = [...shown].sort((a, b) => a - b);
      assert.deepEqual(shown, sorted, 'a result of an older text was shown after a newer one');
      Object.assign(measured, {
        'heap after a third, MiB': before.heap,
        'heap at the end, MiB': after.heap,
        'handles after a third': before.handles,
        'handles at the end': after.handles,
        'child processes at the end': after.processes,
      });
    }),
  );
}
