import * as vscode from 'vscode';
import type { Disposable } from '../../../shared/base/lifecycle';
import { registerCommands } from '../../core/commands/registerCommands';
import type { Services } from '../../core/services';
import { chooseReports, sessionReports } from './compareReports';
import { compareRuns } from './compareRuns';
import { keptReports } from './keptReports';

/** Two reports side by side: of two models, or of two runs of one. */
export const registerCompare = ({
  sessions,
  history,
  comparisons,
  chooser,
}: Services): Disposable =>
  registerCommands({
    'skipscope.compareRuns': (given) =>
      chooser.withModel(given, (key) =>
        compareRuns(key, history, (reports) => comparisons.open(reports)),
      ),
    'skipscope.compare': async () => {
      const kept = keptReports(history, (document) =>
        vscode.workspace.asRelativePath(vscode.Uri.parse(document)),
      );
      const reports = await chooseReports({ built: sessionReports(sessions), kept });
      if (reports) comparisons.open(reports);
    },
  });
