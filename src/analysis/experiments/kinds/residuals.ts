import type { LayerId, NetworkGraph } from '../../../shared/network/network';
import type { Skip, SkipReport } from '../../../shared/report/report';
import type { CutInput } from '../../../shared/experiment/experiment';
import { isNeutralToZero } from '../../skips/withoutEdges';

/** A merge of bodies with the shortcuts around them. */
export interface ResidualBlock {
  readonly to: LayerId;
  /** It adds: without its bodies the block hands on what it got. */
  readonly isSum: boolean;
  readonly shortcuts: readonly CutInput[];
  readonly bodies: readonly CutInput[];
  readonly reach: Skip['reach'];
}

/** The skips that can be cut: those whose merge takes zeros for a missing input. */
export function cuttableSkips({ layers }: NetworkGraph, { items }: SkipReport): Skip[] {
  const neutral = new Set(layers.filter(isNeutralToZero).map(({ id }) => id));
  return items.filter(({ to, averaged }) => neutral.has(to) && averaged !== true);
}

export const shortcutOf = ({ to, slot }: Skip): CutInput => ({ to, slot, as: 'shortcut' });

/** Merges with their shortcuts and what they bypass, in the order of the network. */
export function residualBlocks(graph: NetworkGraph, skips: SkipReport): ResidualBlock[] {
  const own = cuttableSkips(graph, skips);
  return graph.layers.flatMap(({ id, operation, inputs }): ResidualBlock[] => {
    const shortcuts = own.filter(({ to }) => to === id);
    const [first] = shortcuts;
    const bodies = inputs.flatMap((_, slot): CutInput[] =>
      shortcuts.some((skip) => skip.slot === slot) ? [] : [{ to: id, slot, as: 'body' }],
    );
    if (!first || bodies.length === 0) return [];
    const isSum = operation.type === 'merge' && operation.how === 'add';
    return [{ to: id, isSum, shortcuts: shortcuts.map(shortcutOf), bodies, reach: first.reach }];
  });
}
