import * as l10n from '@vscode/l10n';
import type { LineAction } from '../../core/lines/lineActions';
import { shortcutsInto } from '../../core/lines/lineSummary';

/** Offers to cut a shortcut if a line makes a merge with one. */
export const cutAction: LineAction = {
  command: 'skipscope.cutShortcut',
  text: ({ summary, seen }) => {
    const { length: count } = shortcutsInto(summary.layers, seen.value);
    if (count === 0) return undefined;
    return count === 1
      ? l10n.t('Cut this shortcut and probe again')
      : l10n.t('Cut one of {0} shortcuts and probe again', count);
  },
};
