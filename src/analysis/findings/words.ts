import * as l10n from '@vscode/l10n';
import type { LayerNode } from '../../shared/network/network';
import { counted, shortName } from '../../shared/words/format';

/** `Conv2D 1`, `Conv2D 1 and 1 more layer`, `Conv2D 1 and 11 more layers`. */
export function firstAndMore(first: LayerNode, total: number): string {
  const name = shortName(first);
  return total > 1 ? l10n.t('{0} and {1}', name, counted(total - 1, 'more layer')) : name;
}

/** Tells a number of one run from the middle one of several. */
export function overSeeds(seeds: number): string {
  return seeds > 1 ? l10n.t(' (median of {0} seeds)', seeds) : '';
}
