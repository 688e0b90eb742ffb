import path from 'node:path';
import * as vscode from 'vscode';
import { readReport } from '../../shared/report/comparison/readReport';
import type { Report } from '../../shared/report/report';
import type { Sessions } from '../session/sessions';

/** A report that can be compared. */
export interface ReportChoice {
  readonly label: string;
  readonly description: string;
  open(): Promise<Report | undefined>;
}

/** The latest report of every model that was built in this window. */
export function sessionReports(sessions: Sessions): ReportChoice[] {
  return sessions.all().flatMap(({ state }) => {
    const { report, probed } = state;
    const shown = probed ?? report;
    if (!shown) return [];
    const { model, network } = shown.value;
    const about = shown.value.probe ? 'probed' : 'not probed';
    return {
      label: model.name,
      description: `${model.source.file} · ${network.totals.layers} layers · ${about}`,
      open: () => Promise.resolve(shown.value),
    };
  });
}

const fromFile: ReportChoice = {
  label: '$(folder-opened) Open a report…',
  description: 'a JSON file that SkipScope wrote',
  async open() {
    const [file] =
      (await vscode.window.showOpenDialog({ filters: { 'SkipScope report': ['json'] } })) ?? [];
    if (!file) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return readReport(text, path.basename(file.path));
  },
};

async function choose(
  choices: readonly ReportChoice[],
  placeHolder: string,
): Promise<Report | undefined> {
  const choice = await vscode.window.showQuickPick([...choices, fromFile], {
    placeHolder,
    matchOnDescription: true,
  });
  return choice?.open();
}

/** Lets the user pick two reports, the older one first; `undefined` when they think better of it. */
export async function chooseReports(
  choices: readonly ReportChoice[],
): Promise<readonly [before: Report, after: Report] | undefined> {
  const before = await choose(choices, 'Compare what? The older report');
  const after = before && (await choose(choices, `Compare ${before.model.name} with what?`));
  return after && [before, after];
}
