import type { ReportChoice } from '../commands/compareReports';
import { titleOf } from '../session/savedModel';
import type { RunHistory } from './runHistory';

/** Every report that is kept, newest first, with the file of its model as `shown` names it. */
export const keptReports = (
  history: RunHistory,
  shown: (document: string) => string,
): ReportChoice[] =>
  history.all().map((entry) => ({
    label: titleOf(entry),
    description: [shown(entry.document), entry.verdict, new Date(entry.at).toLocaleString()].join(
      ' · ',
    ),
    open: () => history.read(entry),
  }));
