import { DominatorTree } from '../flow/dominators';
import { at } from '../flow/lookup';
import type { Structure } from './structure';

/** A part of the network with one way in and one way out. Positions are those of the layers. */
export interface Region {
  /** The last layer before the region. */
  readonly entry: number;
  /** The merge that ends the branches. */
  readonly merge: number;
  /** The last layer of the region: the merge, or what follows it directly and belongs to it. */
  exit: number;
  /** Layers that lie in no inner region. */
  layers: number[];
  inner: Region[];
}

/** With more starts than this, only the whole network is searched for regions. */
const MANY_STARTS = 8;

/**
 * Regions between a fork and the merge of all its branches (Johnson et al. 1994), innermost first: the fork
 * dominates the merge, and the merge post-dominates the fork. They nest or are disjoint. Where a second input
 * enters (a decoder that reads the encoder's memory), the fork is the latest that dominates among what one
 * start alone reaches.
 */
export function findRegions(structure: Structure, extend: Extend): Region[] {
  const after = new PostDominators(structure);
  const views = viewsOf(structure);
  const collector = new RegionCollector(extend);
  structure.inputs.forEach((producers, merge) => {
    if (producers.length < 2) return;
    const fits = (entry: number | undefined): entry is number =>
      entry !== undefined && entry < structure.inputs.length && after.holds(merge, entry);
    const options = views.flatMap(({ tree, inputs }) => {
      const entry = tree.parent[merge];
      return at(inputs, merge).length > 1 && fits(entry) ? [{ entry, merge, inputs }] : [];
    });
    for (const option of options.sort((a, b) => b.entry - a.entry)) {
      if (collector.collect(option)) return;
    }
  });
  return collector.found;
}

/** The layers behind a merge that still belong to the region from `entry` to it. */
type Extend = (merge: number, entry: number) => readonly number[];

interface StartView {
  readonly inputs: readonly (readonly number[])[];
  readonly tree: DominatorTree;
}

/** The views of the whole network, and of the part that each start alone reaches. */
function viewsOf(structure: Structure): StartView[] {
  const starts = structure.inputs.flatMap((producers, node) =>
    producers.length === 0 ? [node] : [],
  );
  const single = starts.length > 1 && starts.length <= MANY_STARTS ? starts : [];
  const graphs = [structure.inputs, ...single.map((start) => reachedFrom(structure, start))];
  return graphs.map((inputs) => ({ inputs, tree: new DominatorTree(inputs) }));
}

/** Producers as far as `start` reaches them. */
function reachedFrom({ inputs }: Structure, start: number): (readonly number[])[] {
  const reached = new Set([start]);
  return inputs.map((producers, node) => {
    const kept = producers.filter((producer) => reached.has(producer));
    if (kept.length > 0) reached.add(node);
    return kept;
  });
}

class PostDominators {
  private readonly tree: DominatorTree;
  private readonly last: number;

  constructor({ readers, outputs }: Structure) {
    this.last = readers.length - 1;
    // A returned tensor leaves the network, so nothing behind it is passed by every path.
    const backwards = readers.map((nodes, node) =>
      outputs.has(node) ? [] : nodes.map((reader) => this.last - reader),
    );
    this.tree = new DominatorTree(backwards.reverse());
  }

  /** `true` if every path from `above` on passes `node`. */
  holds(node: number, above: number): boolean {
    return this.tree.dominates(this.last - node, this.last - above);
  }
}

interface Option extends Pick<Region, 'entry' | 'merge'> {
  readonly inputs: readonly (readonly number[])[];
}

class RegionCollector {
  readonly found: Region[] = [];
  private readonly owner = new Map<number, Region>();
  private readonly outer = new Map<Region, Region>();

  constructor(private readonly extend: Extend) {}

  /** Keeps the region if it nests with those before it; returns `true` if it was kept. */
  collect(option: Option): boolean {
    const region = this.between(option);
    if (region) this.keep(region);
    return region !== undefined;
  }

  /** Walks back from the merge to the entry, over inner regions in one step each. */
  private between({ entry, merge, inputs }: Option): Region | undefined {
    const layers = [merge];
    const inner = new Set<Region>();
    const seen = new Set([entry, merge]);
    const waiting = [...at(inputs, merge)];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const region = this.outermost(node);
      if (!region) {
        layers.push(node);
        waiting.push(...at(inputs, node));
      } else if (region.exit === node) {
        inner.add(region);
        waiting.push(region.entry);
      } else return undefined;
    }
    const after = this.extend(merge, entry).filter((node) => !this.owner.has(node));
    for (const layer of after) layers.push(layer);
    return { entry, merge, exit: after.at(-1) ?? merge, layers, inner: [...inner] };
  }

  private keep(region: Region): void {
    this.found.push(region);
    for (const layer of region.layers) this.owner.set(layer, region);
    for (const inner of region.inner) this.outer.set(inner, region);
  }

  private outermost(node: number): Region | undefined {
    let region = this.owner.get(node);
    for (let next = region; next; next = this.outer.get(next)) region = next;
    return region;
  }
}
