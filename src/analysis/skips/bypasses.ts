import type { DominatedRoutes, Traits } from '../flow/routes';
import type { View } from '../flow/views';
import { Views } from '../flow/views';
import type { Entry } from './merges';
import type { Bypass } from './sweep';
import { Sweep } from './sweep';

/** Finds the bypass of a fork as seen from one entry; `undefined` if the fork has no other path. */
export type FindBypass = (entry: number, fork: number) => Bypass | undefined;

/** Above this many entries one sweep is cheaper than asking the dominators entry by entry. */
const MANY_ENTRIES = 8;

/**
 * Bypasses of one merge. Where the fork dominates whatever it can reach, the answer is read off a dominator
 * tree; else one sweep from the merge, shared by all its entries, goes back to the fork.
 */
export class Bypasses {
  private readonly sweep: Sweep;
  private readonly views: Views;

  constructor(inputs: readonly (readonly number[])[], traits: Traits) {
    this.sweep = new Sweep(inputs, traits);
    this.views = new Views(inputs, traits);
  }

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

  /** Routes between a node and what it dominates. */
  get routes(): DominatedRoutes {
    return this.views.routes;
  }

  private byDominance(
    entries: readonly Entry[],
    own: number,
    fork: number,
  ): Bypass | 'no way' | undefined {
    const others = entries.filter(({ producer }, index) => index !== own && producer >= fork);
    if (others.length === 0) return 'no way';
    return this.views.firstAnswer((view) => askView(view, others, fork));
  }
}

function askView(
  { routes, reaches }: View,
  others: readonly Entry[],
  fork: number,
): Bypass | 'no way' | undefined {
  if (!reaches(fork)) return undefined;
  let [span, downAndUp] = [-1, false];
  for (const { producer } of others) {
    if (!reaches(producer)) continue;
    if (!routes.dominates(fork, producer)) return undefined;
    span = Math.max(span, routes.span(fork, producer));
    downAndUp ||= routes.goesDownAndUp(fork, producer);
  }
  return span < 0 ? 'no way' : { span, downAndUp };
}
