import type { Flow } from '../flow/flow';
import type { Bounded } from '../flow/gating';
import type { FindBypass } from './bypasses';
import type { Entry, Merge } from './merges';
import type { Shortcut } from './shortcuts';
import { walkBack } from './shortcuts';
import type { Bypass } from './sweep';

/** A shortcut into one entry of a merge together with what it bypasses; the rules decide what it is. */
export interface Candidate {
  readonly merge: Merge;
  readonly entry: Entry;
  readonly shortcut: Shortcut;
  readonly bypass: Bypass;
}

/** For every entry of a merge the shortcut from the nearest fork that also arrives another way. */
export function candidatesOf(
  flow: Flow,
  bounded: Bounded,
  merge: Merge,
  findBypass: FindBypass,
): Candidate[] {
  return merge.entries.flatMap((entry, index) => {
    const accepts = (fork: number) => findBypass(index, fork) !== undefined;
    const walk = { flow, bounded, accepts, maximumCost: 1 } as const;
    const shortcut = walkBack(walk, entry.producer);
    const bypass = shortcut && findBypass(index, shortcut.fork);
    return shortcut && bypass ? [{ merge, entry, shortcut, bypass }] : [];
  });
}
