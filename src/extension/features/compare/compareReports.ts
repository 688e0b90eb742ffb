import * as l10n from '@vscode/l10n';
import path from 'node:path';
import * as vscode from 'vscode';
import { readReport } from '../../../shared/report/readReport';
import { counted } from '../../../shared/words/format';
import type { Report } from '../../../shared/report/report';
import type { ComparedReports } from '../../core/history/keptComparisons';
import type { Sessions } from '../../core/sessions/sessions';

/** A report that can be compared. */
export interface ReportChoice {
  readonly label: string;
  readonly description: string;
  open(): Promise<Report | undefined>;
}

/** The reports that can be compared: those built in this window, and those of earlier runs. */
export interface ReportChoices {
  readonly built: readonly ReportChoice[];
  readonly kept: readonly ReportChoice[];
}

/** The latest report of every model that was built in this window. */
export function sessionReports(sessions: Sessions): ReportChoice[] {
  return sessions.all().flatMap(({ state }) => {
    const { report, probed } = state;
    const shown = probed ?? report;
    if (!shown) return [];
    const { model, network } = shown.value;
    const about = shown.value.probe ? l10n.t('probed') : l10n.t('not probed');
    return {
      label: model.name,
      description: [model.source.file, counted(network.totals.layers, 'layer'), about].join(' · '),
      open: () => Promise.resolve(shown.value),
    };
  });
}

const fromFile = (): ReportChoice => ({
  label: `$(folder-opened) ${l10n.t('Open a report…')}`,
  description: l10n.t('a JSON file that SkipScope wrote'),
  async open() {
    const [file] =
      (await vscode.window.showOpenDialog({
        filters: { [l10n.t('SkipScope report')]: ['json'] },
      })) ?? [];
    if (!file) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return readReport(text, path.basename(file.path));
  },
});

const heading = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });

async function choose(
  { built, kept }: ReportChoices,
  placeHolder: string,
): Promise<Report | undefined> {
  const items: (vscode.QuickPickItem & Partial<ReportChoice>)[] = [
    ...built,
    fromFile(),
    ...(kept.length > 0 ? [heading(l10n.t('kept from earlier runs'))] : []),
    ...kept,
  ];
  const options = { placeHolder, matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.open?.();
}

/** Lets the user pick two reports, the older one first; `undefined` if they cancel. */
export async function chooseReports(choices: ReportChoices): Promise<ComparedReports | undefined> {
  const before = await choose(choices, l10n.t('Choose the older report'));
  const after =
    before &&
    (await choose(choices, l10n.t('Choose the report to compare {0} with', before.model.name)));
  return after && { before, after };
}
