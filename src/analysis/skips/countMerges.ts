import type { MergeCounts, SkipKind } from '../../shared/report/report';
import type { FoundSkip } from './connections';

/** A merge with skips of several kinds counts once, as the first of these. */
const precedence: readonly SkipKind[] = [
  'identityAdd',
  'gated',
  'concat',
  'projectionAdd',
  'projectionConcat',
];

/** Merges with at least one skip, by kind and by reach; long if one of its skips is. */
export function countMerges(found: readonly FoundSkip[]): MergeCounts {
  const merges = new Map<number, { kinds: Set<SkipKind>; long: boolean }>();
  for (const { skip, candidate } of found) {
    const merge = merges.get(candidate.merge.node) ?? { kinds: new Set(), long: false };
    merges.set(candidate.merge.node, merge);
    merge.kinds.add(skip.kind);
    merge.long ||= skip.reach === 'long';
  }
  const all = [...merges.values()];
  const kinds = all.map((merge) => precedence.find((kind) => merge.kinds.has(kind)));
  const count = (kind: SkipKind) => kinds.filter((other) => other === kind).length;
  const long = all.filter((merge) => merge.long).length;
  return {
    total: all.length,
    short: all.length - long,
    long,
    identityAdd: count('identityAdd'),
    projectionAdd: count('projectionAdd'),
    concat: count('concat'),
    gated: count('gated'),
    projectionConcat: count('projectionConcat'),
  };
}
