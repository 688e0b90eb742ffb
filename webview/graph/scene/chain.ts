import { cursorItems } from '../state/cursorItems';
import type { PanelModel } from '../state/panelState';
import type { Subject } from '../state/subject';
import { noChain, type Chain } from './appearance';

/** The boxes of the layers that the verdict speaks of, as far as groups are open; none in a comparison. */
export function chainOf(
  { tree, comparing, clash, verdict: { finding, layers } }: Subject,
  { view, chainOnly }: Pick<PanelModel, 'view' | 'chainOnly'>,
): Chain {
  if (comparing) return noChain;
  if (clash) {
    const boxes = cursorItems(tree, view.open, [clash.at, ...clash.branches]);
    return { boxes, alone: chainOnly, severity: 'error' };
  }
  const boxes = cursorItems(tree, view.open, layers);
  return { boxes, alone: chainOnly, ...(finding ? { severity: finding.severity } : {}) };
}
