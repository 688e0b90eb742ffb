import * as l10n from '@vscode/l10n';
import { counted } from '../../../src/shared/words/format';
import type { Subject } from '../state/subject';

/** The graph's description for a screen reader. */
export const describeGraph = ({ report }: Subject): string =>
  l10n.t(
    'Graph of {0}: {1}, {2}. The list of layers holds the same as text.',
    report.model.name,
    counted(report.network.totals.layers, 'layer'),
    [
      counted(report.skips.merges.total, 'skip merge'),
      report.skips.unknownJoins ? counted(report.skips.unknownJoins.length, 'unknown join') : [],
    ]
      .flat()
      .join(', '),
  );
