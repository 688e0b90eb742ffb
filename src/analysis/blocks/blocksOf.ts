import type { Operation } from '../../shared/network/operation';
import { at } from '../flow/lookup';
import type { Block, BlockKind, Item } from './blocks';
import { exitOf } from './blocks';
import type { SkipIndex } from './kinds';
import { kindOf } from './kinds';
import type { Region } from './regions';
import { findRegions } from './regions';
import type { Structure } from './structure';

/**
 * The blocks of one container as a forest over its units, in order. Regions that are no block of their own
 * (the span of a long skip, branches that only rearrange) leave their content to the region around them.
 * `tidy` is applied to the content of every block and to the whole.
 */
export function blocksOf(
  structure: Structure,
  skips: SkipIndex,
  tidy: (items: readonly Item[]) => readonly Item[],
): readonly Item[] {
  const forest = new Forest(structure);
  const regions = findRegions(structure, (merge, entry) => trailing(structure, merge, entry));
  const outers = new Map(regions.flatMap((outer) => outer.inner.map((inner) => [inner, outer])));
  // Outer regions first: each hands its content to its own block, or to the one around it.
  for (const region of [...regions].reverse()) {
    const outer = outers.get(region);
    forest.plant(region, outer, grow(structure, region, outer, skips));
  }
  return forest.finish(tidy);
}

class Forest {
  private readonly top: Item[] = [];
  private readonly inside = new Set<number>();
  private readonly blocks: GrowingBlock[] = [];
  private readonly around = new Map<Region, GrowingBlock>();

  constructor(private readonly structure: Structure) {}

  plant(region: Region, outer: Region | undefined, own: GrowingBlock | undefined): void {
    const around = outer && this.around.get(outer);
    if (own) {
      (around?.items ?? this.top).push(own);
      this.blocks.push(own);
    }
    const home = own ?? around;
    if (home) this.around.set(region, home);
    for (const layer of region.layers) {
      (home?.items ?? this.top).push(layer);
      this.inside.add(layer);
    }
  }

  finish(tidy: (items: readonly Item[]) => readonly Item[]): readonly Item[] {
    this.structure.layers.forEach((_, unit) => {
      if (!this.inside.has(unit)) this.top.push(unit);
    });
    const inOrder = (items: readonly Item[]) =>
      tidy([...items].sort((a, b) => exitOf(a) - exitOf(b)));
    for (const block of this.blocks) block.items = [...inOrder(block.items)];
    return inOrder(this.top);
  }
}

/** A block whose content is still being gathered. */
interface GrowingBlock extends Block {
  items: Item[];
}

function grow(
  structure: Structure,
  region: Region,
  outer: Region | undefined,
  skips: SkipIndex,
): GrowingBlock | undefined {
  if (partOfFold(structure, region, outer)) return undefined;
  const kind = classify(structure, region, skips);
  return kind && { kind, exit: region.exit, items: [], repeat: 1 };
}

/**
 * Activation and normalization directly after a merge belong to its block up to the last of them at which the
 * next block forks, or that has the type of the layer at which this block forked: ReLU after the last sum of
 * a ResNet, but not the norm after the last sum of a pre-norm transformer.
 */
function trailing(structure: Structure, merge: number, entry: number): readonly number[] {
  const { layers, readers } = structure;
  const after = finishers(structure, merge);
  const { type } = at(layers, entry).operation;
  const ends = after.map(
    (unit) => at(readers, unit).length > 1 || at(layers, unit).operation.type === type,
  );
  return after.slice(0, ends.lastIndexOf(true) + 1);
}

function finishers({ layers, inputs, readers, outputs }: Structure, merge: number): number[] {
  if (!isSum(at(layers, merge).operation)) return [];
  const after: number[] = [];
  let here = merge;
  for (;;) {
    const [next, ...others] = at(readers, here);
    if (next === undefined || others.length > 0 || outputs.has(here)) return after;
    const { type } = at(layers, next).operation;
    if (type !== 'activation' && type !== 'normalization') return after;
    if (at(inputs, next).length !== 1) return after;
    after.push(next);
    here = next;
  }
}

const isSum = (operation: Operation): boolean =>
  operation.type === 'merge' && ['add', 'subtract', 'average'].includes(operation.how);

/** An add within a chain of adds from the same fork is a part of one n-ary merge. */
function partOfFold({ layers }: Structure, region: Region, outer: Region | undefined): boolean {
  if (outer?.entry !== region.entry || region.exit !== region.merge) return false;
  const [one, other] = [at(layers, region.merge).operation, at(layers, outer.merge).operation];
  return one.type === 'merge' && other.type === 'merge' && one.how === 'add' && other.how === 'add';
}

function classify({ layers }: Structure, region: Region, skips: SkipIndex): BlockKind | undefined {
  const body = () => layersIn(region).map((unit) => at(layers, unit));
  return kindOf(at(layers, region.merge), body, skips);
}

/** All units of a region, inner regions included. */
function layersIn(region: Region): number[] {
  const units: number[] = [];
  const waiting = [region];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const unit of next.layers) units.push(unit);
    for (const inner of next.inner) waiting.push(inner);
  }
  return units.sort((a, b) => a - b);
}
