import type { ReportChoice } from './compareReports';
import { titleOf } from '../../core/sessions/savedModel';
import type { RunHistory } from '../../core/history/runHistory';

/** Every kept report, newest first; `shown` gives the name of its model's file. */
export const keptReports = (
  history: RunHistory,
  shown: (document: string) => string,
): ReportChoice[] =>
  history.all().map((entry) => ({
    label: titleOf(entry),
    description: [
      shown(entry.document),
      ...(entry.change === undefined ? [] : [entry.change]),
      entry.verdict,
      new Date(entry.at).toLocaleString(),
    ].join(' · '),
    open: () => history.read(entry),
  }));
