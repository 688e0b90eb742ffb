import { DominatorTree } from './dominators';
import type { Flow } from './flow';
import { NONE, costOf } from './flow';
import { at, int } from './lookup';
import { resolutionAt } from './resolution';

/** The contribution of each node to a path through it; made once per network. */
export interface Traits {
  readonly cost: Int32Array;
  /** -1 down, 1 up, 0 same. */
  readonly step: Int32Array;
}

export function traitsOf(flow: Flow): Traits {
  const step = { down: -1, same: 0, up: 1 };
  return {
    cost: Int32Array.from(flow.nodes, costOf),
    step: Int32Array.from(flow.nodes, (node) => step[resolutionAt(flow, node)]),
  };
}

/**
 * Answers questions about all paths between a node and one that it dominates, in O(log nodes). The stretch
 * between two neighbours on a dominator chain is independent of the rest, so each node keeps a summary of the
 * stretch from its parent. Built in one pass over the edges.
 */
export class DominatedRoutes {
  private readonly tree: DominatorTree;
  /** Largest cost of a path from any start, the node included. */
  private readonly longest: Int32Array;
  /** Smallest cost of a path from any start, the node included. */
  private readonly cheapest: Int32Array;
  /** The deepest node on the dominator chain whose stretch can go down, up, or down and then up. */
  private readonly lastDown: Int32Array;
  private readonly lastUp: Int32Array;
  private readonly lastDownUp: Int32Array;

  /** `inputs[node]` are producers with smaller positions, or `NONE`. */
  constructor(
    private readonly inputs: readonly (readonly number[])[],
    private readonly traits: Traits,
  ) {
    this.tree = new DominatorTree(inputs);
    const make = (value: number) => new Int32Array(inputs.length + 1).fill(value);
    this.longest = make(0);
    this.cheapest = make(0);
    this.lastDown = make(this.tree.root);
    this.lastUp = make(this.tree.root);
    this.lastDownUp = make(this.tree.root);
    inputs.forEach((producers, node) => this.summarize(node, producers));
  }

  /** `true` if every path to `node` passes `above`. */
  dominates(above: number, node: number): boolean {
    return this.tree.dominates(above, node);
  }

  /** Largest cost of a path from `above` (excluded) to `node` (included), which `above` dominates. */
  span(above: number, node: number): number {
    return int(this.longest, node) - int(this.longest, above);
  }

  /** The last node that every path to `node` passes; `NONE` if there is none. */
  nearestAbove(node: number): number {
    const above = int(this.tree.parent, node);
    return above === this.tree.root ? NONE : above;
  }

  /** Smallest cost of a path from `above` (excluded) to `node` (included), which `above` dominates. */
  leastCost(above: number, node: number): number {
    return int(this.cheapest, node) - int(this.cheapest, above);
  }

  /** The nodes of a path of the least cost, from `node` (included) back to `above` (excluded). */
  cheapestWay(above: number, node: number): number[] {
    const way: number[] = [];
    for (let here = node; here !== above; here = this.cheapestOf(at(this.inputs, here)))
      way.push(here);
    return way;
  }

  /** `true` if a path from `above` to `node` goes down in resolution and later up. */
  goesDownAndUp(above: number, node: number): boolean {
    if (this.isBelow(int(this.lastDownUp, node), above)) return true;
    const up = int(this.lastUp, node);
    if (!this.isBelow(up, above)) return false;
    return this.isBelow(int(this.lastDown, int(this.tree.parent, up)), above);
  }

  private isBelow(node: number, above: number): boolean {
    return int(this.tree.depth, node) > int(this.tree.depth, above);
  }

  /** Of several the first in the network, whatever their order; `NONE` if there is none. */
  private cheapestOf(producers: readonly number[]): number {
    let best = NONE;
    for (const producer of producers) {
      if (producer === NONE) continue;
      const less = best === NONE ? -1 : int(this.cheapest, producer) - int(this.cheapest, best);
      if (less < 0 || (less === 0 && producer < best)) best = producer;
    }
    return best;
  }

  private leastOf(producers: readonly number[]): number {
    const cheapest = this.cheapestOf(producers);
    return cheapest === NONE ? 0 : int(this.cheapest, cheapest);
  }

  private summarize(node: number, producers: readonly number[]): void {
    const above = int(this.tree.parent, node);
    const own = int(this.traits.step, node);
    let [down, up, downUp, longest] = [false, false, false, 0];
    for (const producer of producers) {
      if (producer === NONE) continue;
      longest = Math.max(longest, int(this.longest, producer));
      down ||= this.isBelow(int(this.lastDown, producer), above);
      up ||= this.isBelow(int(this.lastUp, producer), above);
      downUp ||= this.goesDownAndUp(above, producer);
    }
    this.cheapest[node] = this.leastOf(producers) + int(this.traits.cost, node);
    this.longest[node] = longest + int(this.traits.cost, node);
    const last = (is: boolean, of: Int32Array) => (is ? node : int(of, above));
    this.lastDownUp[node] = last(downUp || (down && own > 0), this.lastDownUp);
    this.lastDown[node] = last(down || own < 0, this.lastDown);
    this.lastUp[node] = last(up || own > 0, this.lastUp);
  }
}
