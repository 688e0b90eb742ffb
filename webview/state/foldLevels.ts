import type { LayerId } from '../../src/shared/network/network';
import type { Skip } from '../../src/shared/report/report';
import { makeGroup, type TreeItem } from './treeItems';

/** Fewer neighbours than this can be read as they are. */
const MOST_ITEMS = 24;

function positionsOf(items: readonly TreeItem[]): Map<LayerId, number> {
  const position = new Map<LayerId, number>();
  items.forEach((item, at) => {
    for (const { id } of item.type === 'layer' ? [item.layer] : item.layers) position.set(id, at);
  });
  return position;
}

/** Fork and merge of the encoder-to-decoder skips that lie within each other, outermost first. */
function nestedForks(items: readonly TreeItem[], skips: readonly Skip[]): [number, number][] {
  const position = positionsOf(items);
  const pairs = skips.flatMap(({ reach, from, to }): [number, number][] => {
    const [fork, merge] = [position.get(from), position.get(to)];
    return reach === 'long' && fork !== undefined && merge !== undefined ? [[fork, merge]] : [];
  });
  const nested: [number, number][] = [];
  for (const [fork, merge] of pairs.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const [outerFork, outerMerge] = nested.at(-1) ?? [-1, items.length];
    if (fork > outerFork && merge < outerMerge && merge > fork + 1) nested.push([fork, merge]);
  }
  return nested;
}

const levelOf = (name: string, children: readonly TreeItem[]): readonly TreeItem[] => {
  const [first] = children;
  if (!first || children.length < 2) return children;
  const id = first.type === 'layer' ? first.layer.id : first.id;
  return [makeGroup(`level:${id}`, { name, kind: 'block', repeat: 1 }, children)];
};

/**
 * Gathers a U to its levels: one group from each fork up to the next on the encoder's side, one from
 * each merge to the next on the decoder's, and what lies between the innermost two.
 */
export function foldLevels(
  items: readonly TreeItem[],
  skips: readonly Skip[],
  within: (children: readonly TreeItem[]) => readonly TreeItem[],
): readonly TreeItem[] {
  const forks = items.length > MOST_ITEMS ? nestedForks(items, skips) : [];
  const innermost = forks.at(-1);
  if (!innermost) return within(items);
  const encoder = forks.flatMap(([fork], level) => {
    const start = (forks[level - 1]?.[0] ?? -1) + 1;
    return levelOf(`encoder ${level + 1}`, within(items.slice(start, fork + 1)));
  });
  const decoder = [...forks].reverse().flatMap(([, merge], at) => {
    const level = forks.length - 1 - at;
    const end = forks[level - 1]?.[1] ?? items.length;
    return levelOf(`decoder ${level + 1}`, within(items.slice(merge, end)));
  });
  const bottom = levelOf('bottleneck', within(items.slice(innermost[0] + 1, innermost[1])));
  return [...encoder, ...bottom, ...decoder];
}
