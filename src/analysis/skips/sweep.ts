import { NONE } from '../flow/flow';
import { at, int } from '../flow/lookup';
import type { Traits } from '../flow/routes';
import type { Entry } from './merges';

/** A summary of the paths from a fork to a merge that do not use the shortcut's own entry. */
export interface Bypass {
  /** Transforming layers on the costliest of them. */
  readonly span: number;
  /** `true` if one of them goes down in resolution and later up. */
  readonly downAndUp: boolean;
}

/** A set of entries, reduced to three cases: none, exactly one, or several. */
const SEVERAL = -2;
const union = (one: number, other: number): number => {
  if (one === NONE || one === other) return other;
  return other === NONE ? one : SEVERAL;
};
const hasOtherThan = (set: number, entry: number): boolean => set !== NONE && set !== entry;

/**
 * Walks from a merge against the data and keeps, per node, the costliest path to the merge through each of
 * two different entries. One object serves all merges of a network: the nodes that a merge touched are
 * cleared again, so a sweep costs no more than the stretch that it covers.
 */
export class Sweep {
  private readonly best: Int32Array;
  private readonly bestEntry: Int32Array;
  private readonly second: Int32Array;
  private readonly secondEntry: Int32Array;
  /** Entries reached through an upsampling; through a downsampling and then an upsampling. */
  private readonly up: Int32Array;
  private readonly downUp: Int32Array;
  private touched: number[] = [];
  private next = NONE;

  constructor(
    private readonly inputs: readonly (readonly number[])[],
    private readonly traits: Traits,
  ) {
    const make = () => new Int32Array(inputs.length).fill(NONE);
    [this.best, this.bestEntry, this.second, this.secondEntry] = [make(), make(), make(), make()];
    [this.up, this.downUp] = [make(), make()];
  }

  begin(entries: readonly Entry[]): void {
    for (const node of this.touched) this.clear(node);
    this.touched = [];
    this.next = NONE;
    entries.forEach(({ producer }, entry) => {
      this.offer(producer, 0, entry);
      this.next = Math.max(this.next, producer);
    });
  }

  /** Summarises the paths from `fork` to the merge through other entries than `entry`. */
  bypass(fork: number, entry: number): Bypass | undefined {
    for (; this.next > fork; this.next--) this.pass(this.next);
    const span = int(int(this.bestEntry, fork) === entry ? this.second : this.best, fork);
    if (span === NONE) return undefined;
    return { span, downAndUp: hasOtherThan(int(this.downUp, fork), entry) };
  }

  private pass(node: number): void {
    const cost = int(this.traits.cost, node);
    if (int(this.best, node) === NONE) return;
    for (const producer of at(this.inputs, node)) {
      if (producer === NONE) continue;
      this.offer(producer, int(this.best, node) + cost, int(this.bestEntry, node));
      if (int(this.second, node) !== NONE) {
        this.offer(producer, int(this.second, node) + cost, int(this.secondEntry, node));
      }
      this.passResolution(node, producer);
    }
  }

  private passResolution(node: number, producer: number): void {
    const step = int(this.traits.step, node);
    const upHere = union(int(this.up, node), step > 0 ? this.entriesBelow(node) : NONE);
    const downUpHere = union(int(this.downUp, node), step < 0 ? int(this.up, node) : NONE);
    this.up[producer] = union(int(this.up, producer), upHere);
    this.downUp[producer] = union(int(this.downUp, producer), downUpHere);
  }

  private entriesBelow(node: number): number {
    return int(this.second, node) === NONE ? int(this.bestEntry, node) : SEVERAL;
  }

  private offer(node: number, cost: number, entry: number): void {
    if (int(this.best, node) === NONE) this.touched.push(node);
    if (int(this.bestEntry, node) === entry) {
      this.best[node] = Math.max(int(this.best, node), cost);
    } else if (cost > int(this.best, node)) {
      this.second[node] = int(this.best, node);
      this.secondEntry[node] = int(this.bestEntry, node);
      this.best[node] = cost;
      this.bestEntry[node] = entry;
    } else if (cost > int(this.second, node)) {
      this.second[node] = cost;
      this.secondEntry[node] = entry;
    }
  }

  private clear(node: number): void {
    for (const numbers of [this.best, this.bestEntry, this.second, this.secondEntry]) {
      numbers[node] = NONE;
    }
    this.up[node] = NONE;
    this.downUp[node] = NONE;
  }
}
