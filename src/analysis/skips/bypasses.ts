import type { DominatorTree } from '../flow/dominators';
import type { DominatedRoutes } from '../flow/routes';
import type { Entry } from './merges';
import type { Bypass, Sweep } from './sweep';

/** Asks for the bypass of a fork, as seen from one entry; `undefined` where the fork has no other way. */
export type FindBypass = (entry: number, fork: number) => Bypass | undefined;

/** Above this many entries one sweep is cheaper than asking the dominators entry by entry. */
const MANY_ENTRIES = 8;

/**
 * Bypasses of one merge. Where the fork dominates whatever it can reach, the answer is read off the
 * dominator tree; else one sweep from the merge, shared by all its entries, goes back to the fork.
 */
export class Bypasses {
  constructor(
    private readonly tree: DominatorTree,
    private readonly routes: DominatedRoutes,
    private readonly sweep: Sweep,
  ) {}

  of(entries: readonly Entry[]): FindBypass {
    let swept = false;
    return (entry, fork) => {
      const known = entries.length <= MANY_ENTRIES && this.byDominance(entries, entry, fork);
      if (known) return known === 'no way' ? undefined : known;
      if (!swept) this.sweep.begin(entries);
      swept = true;
      return this.sweep.bypass(fork, entry);
    };
  }

  private byDominance(
    entries: readonly Entry[],
    own: number,
    fork: number,
  ): Bypass | 'no way' | undefined {
    let [span, downAndUp] = [-1, false];
    for (const [index, { producer }] of entries.entries()) {
      if (index === own || producer < fork) continue;
      if (!this.tree.dominates(fork, producer)) return undefined;
      span = Math.max(span, this.routes.span(fork, producer));
      downAndUp ||= this.routes.goesDownAndUp(fork, producer);
    }
    return span < 0 ? 'no way' : { span, downAndUp };
  }
}
