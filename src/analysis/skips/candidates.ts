import type { Flow } from '../flow/flow';
import type { Bounded } from '../flow/gating';
import type { FindBypass } from './bypasses';
import type { Entry, Merge } from './merges';
import type { Shortcut } from './shortcuts';
import { walkBack } from './shortcuts';
import type { FindStretch } from './stretches';

/** A shortcut into one entry of a merge, with its bypass; the rules decide its kind. */
export interface Candidate {
  readonly merge: Merge;
  readonly entry: Entry;
  readonly shortcut: Shortcut;
}

/** Ways between a merge and the forks above it. */
interface Ways {
  readonly findBypass: FindBypass;
  readonly stretch: FindStretch;
}

/** For every entry of a merge the shortcut from the nearest fork that also arrives another way. */
export function candidatesOf(
  flow: Flow,
  bounded: Bounded,
  merge: Merge,
  { findBypass, stretch }: Ways,
): Candidate[] {
  return merge.entries.flatMap((entry, index) => {
    const bypass = (fork: number) => findBypass(index, fork);
    const shortcut = walkBack({ flow, bounded, bypass, stretch, maximumCost: 1 }, entry.producer);
    return shortcut ? [{ merge, entry, shortcut }] : [];
  });
}
