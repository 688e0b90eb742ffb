import type { Skip } from '../../shared/report/report';
import type { Candidate } from './candidates';

/** A decided skip with the nodes behind it. */
export interface FoundSkip {
  readonly skip: Skip;
  readonly candidate: Candidate;
}

/**
 * Skips with dense blocks expanded: a concatenated skip counts once per producer that it carries. A dense
 * block of L layers gives L(L+1)/2 (Huang et al. 2017) whether each layer concatenates the list of all
 * features or only the newest to what was concatenated before. `found` is in topological order.
 */
export function countConnections(found: readonly FoundSkip[]): number {
  const carried = new Map<number, number>();
  let connections = 0;
  for (const group of byMerge(found)) {
    let producers = 0;
    for (const { skip, candidate } of group) {
      const count = skip.kind === 'concat' ? (carried.get(candidate.shortcut.fork) ?? 1) : 1;
      connections += count;
      producers += count;
    }
    const { merge } = group[0].candidate;
    const isDenseStep = merge.how === 'concat' && group.every(({ skip }) => skip.reach === 'short');
    if (isDenseStep) carried.set(merge.node, producers + merge.entries.length - group.length);
  }
  return connections;
}

/** Skips that share a merge; they follow each other in `found`. */
function byMerge(found: readonly FoundSkip[]): [FoundSkip, ...FoundSkip[]][] {
  const groups = new Map<number, [FoundSkip, ...FoundSkip[]]>();
  for (const one of found) {
    const group = groups.get(one.candidate.merge.node);
    if (group) group.push(one);
    else groups.set(one.candidate.merge.node, [one]);
  }
  return [...groups.values()];
}
