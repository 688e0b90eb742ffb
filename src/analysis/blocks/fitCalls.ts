import type { LayerNode } from '../../shared/network/network';
import { at } from '../flow/lookup';
import type { Block, CallKind, Item } from './blocks';
import { exitOf, unitsIn } from './blocks';
import { foldEqual } from './chains';
import type { Structure } from './structure';

/** A call of a function of the source, or an iteration of a loop, by the units that it made. */
export interface Call {
  readonly name: string;
  readonly kind: CallKind;
  readonly units: ReadonlySet<number>;
}

interface MutableBlock extends Block {
  kind: Block['kind'];
  items: Item[];
  exit: number;
  name?: string;
}

/**
 * Fits the calls of source functions into the blocks that structure alone gives. Where a call made the
 * content of a block, or all of it but an activation or normalization, the block gets the function's name.
 * Any other call becomes a group of its own if it holds blocks, or if it stands outside of all blocks
 * and is more than one step (a convolution with its norm and activation is one). An iteration names no block,
 * and is no group if it is one block or step. A call that crosses a block, lies in a run of equal blocks,
 * or holds or splits a level of a U-shape is left out: there the structure tells more.
 */
export function fitCalls(
  structure: Structure,
  items: readonly Item[],
  calls: readonly Call[],
): readonly Item[] {
  if (calls.length === 0) return items;
  const tree = new Tree(structure, items);
  for (const call of [...calls].sort((a, b) => a.units.size - b.units.size)) tree.fit(call);
  return tree.finish();
}

// All blocks of a tree are its own drafts.
const isBlock = (item: Item): item is MutableBlock => typeof item === 'object';

class Tree {
  private readonly root: MutableBlock;
  private readonly around = new Map<Item, MutableBlock>();
  private readonly touched = new Set<MutableBlock>();

  constructor(
    private readonly structure: Structure,
    items: readonly Item[],
  ) {
    this.root = { kind: 'function', exit: 0, items: [...items], repeat: 1 };
    const waiting = [this.root];
    for (let block = waiting.pop(); block; block = waiting.pop()) {
      block.items = block.items.map((item) =>
        isBlock(item) ? { ...item, items: [...item.items] } : item,
      );
      for (const item of block.items) {
        this.around.set(item, block);
        if (isBlock(item)) waiting.push(item);
      }
    }
  }

  fit(call: Call): void {
    const counts = this.countIn(call);
    const home = this.homeOf(call, counts);
    if (!home || home.repeat > 1) return;
    if (home !== this.root && this.isAllBut(home, call)) {
      if (home.level === undefined) nameAfter(home, call);
      return;
    }
    const inside = home.items.filter((item) =>
      typeof item === 'number' ? call.units.has(item) : counts.has(item as MutableBlock),
    );
    const blocks = inside.filter(isBlock);
    const crosses = blocks.some((block) => unitsIn([block]).length !== counts.get(block));
    if (crosses || blocks.some(({ level }) => level !== undefined)) return;
    this.put(call, home, inside);
  }

  /** The tree with equal neighbours folded if calls made some. */
  finish(): readonly Item[] {
    for (const block of this.touched) {
      if (block.repeat === 1) block.items = foldEqual(this.structure, block.items);
    }
    return this.root.items;
  }

  private put(call: Call, home: MutableBlock, inside: readonly Item[]): void {
    const [only, ...others] = inside.filter(isBlock);
    const loose = inside.filter((item) => typeof item === 'number');
    const minor = loose.every((unit) => !isStep(at(this.structure.layers, unit)));
    const takesIn = only && others.length === 0 && only.repeat === 1 && minor;
    if (takesIn && call.kind === 'iteration') return;
    if (takesIn) {
      nameAfter(only, call);
      this.move(loose, only);
    } else if (only || (home === this.root && this.steps(loose) > 1)) {
      const { kind, name } = call;
      const group: MutableBlock = { kind, exit: 0, items: [], repeat: 1, name };
      home.items.push(group);
      this.around.set(group, home);
      this.move(inside, group);
    } else return;
    home.items = home.items.filter((item) => this.around.get(item) === home).sort(byExit);
    this.touched.add(home);
  }

  private move(items: readonly Item[], to: MutableBlock): void {
    to.items = [...to.items, ...items].sort(byExit);
    to.exit = to.items.reduce<number>((latest, item) => Math.max(latest, exitOf(item)), 0);
    for (const item of items) this.around.set(item, to);
  }

  private steps(units: readonly number[]): number {
    return units.filter((unit) => isStep(at(this.structure.layers, unit))).length;
  }

  /** Number of a call's units in each block. */
  private countIn({ units }: Call): Map<MutableBlock, number> {
    const counts = new Map<MutableBlock, number>();
    for (const unit of units) {
      for (let block = this.around.get(unit); block; block = this.around.get(block)) {
        counts.set(block, (counts.get(block) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** The innermost block around a call. */
  private homeOf(
    { units }: Call,
    counts: ReadonlyMap<MutableBlock, number>,
  ): MutableBlock | undefined {
    const [first = -1] = units;
    let home = this.around.get(first);
    while (home && counts.get(home) !== units.size) home = this.around.get(home);
    return home;
  }

  private isAllBut(block: MutableBlock, { units }: Call): boolean {
    const rest = unitsIn([block]).filter((unit) => !units.has(unit));
    return rest.every((unit) => isFinish(at(this.structure.layers, unit)));
  }
}

function nameAfter(block: MutableBlock, { kind, name }: Call): void {
  if (kind === 'function') block.name ??= name;
}

const byExit = (one: Item, other: Item): number => exitOf(one) - exitOf(other);

const isFinish = ({ operation: { type } }: LayerNode): boolean =>
  type === 'activation' || type === 'normalization';

const isStep = ({ operation: { type } }: LayerNode): boolean =>
  type === 'transform' || type === 'pool' || type === 'merge' || type === 'resample';
