import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import { readModelKey } from '../../../shared/model/modelKey';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { findingLevelsInForce } from '../../core/standing/findingSetting';
import { verdict } from '../../core/standing/siteText';
import { keepReports } from './keepReports';

/** Reports of finished runs, kept and cleared. */
export function registerHistory({ sessions, history, log }: Services): Disposable {
  const store = new DisposableStore();
  store.add(
    keepReports(
      sessions,
      history,
      ({ state }) => verdict(state, findingLevelsInForce()),
      (error) => log.warn(String(error)),
    ),
  );
  store.add(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files)
        history
          .move(oldUri.toString(), newUri.toString())
          .catch((error: unknown) => log.warn(String(error)));
    }),
  );
  store.add(
    registerCommands({
      'skipscope.clearHistory': (given) => history.clear(readModelKey(given)),
    }),
  );
  return store;
}
