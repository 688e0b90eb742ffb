import type { LayerNode } from '../../shared/network/network';
import { at } from '../flow/lookup';
import type { Block, Item } from './blocks';
import { exitOf, unitsIn } from './blocks';
import type { Structure } from './structure';

/**
 * For each item its predecessor in a chain, if any: the item whose output it continues. With `alone` it may
 * read nothing else; otherwise it may also read anything before that item, such as the memory that every
 * decoder block reads.
 */
export function predecessors(
  structure: Structure,
  items: readonly Item[],
  alone: boolean,
): (Item | undefined)[] {
  const exits = new Map(items.map((item) => [exitOf(item), item]));
  return items.map((item) => {
    const inside = new Set(unitsIn([item]));
    const outside = new Set<number>();
    for (const unit of inside) {
      for (const producer of at(structure.inputs, unit)) {
        if (!inside.has(producer)) outside.add(producer);
      }
    }
    const [latest, ...others] = [...outside].sort((a, b) => b - a);
    const previous = latest === undefined ? undefined : exits.get(latest);
    if (previous === undefined || others.length === 0) return previous;
    const start = at(unitsIn([previous]), 0);
    return !alone && others.every((other) => other < start) ? previous : undefined;
  });
}

/** Neighbouring dense layers, each reading the one before, as one dense block. */
export function joinDenseLayers(structure: Structure, items: readonly Item[]): Item[] {
  return joinRuns(structure, items, {
    isSame: (one, other) => one.kind === 'dense layer' && other.kind === 'dense layer',
    join: (run) => ({
      kind: 'dense block',
      exit: exitOf(at(run, run.length - 1)),
      items: run,
      repeat: 1,
    }),
  });
}

/** Attention and the feed-forward layers behind it as one transformer block (Vaswani et al. 2017). */
export function joinTransformerBlocks(structure: Structure, items: readonly Item[]): Item[] {
  return joinRuns(structure, items, {
    isSame: (one, other) =>
      one.kind === 'attention block' &&
      (other.kind === 'attention block' || other.kind === 'feed-forward block'),
    join: (run) => ({
      kind: 'transformer block',
      exit: exitOf(at(run, run.length - 1)),
      items: run,
      repeat: 1,
    }),
  });
}

/** Equal neighbours, each reading the one before, as one block that stands for all of them. */
export function foldEqual(structure: Structure, items: readonly Item[]): Item[] {
  const signs = new Map<Block, string>();
  const signOf = (block: Block) => {
    const sign = signs.get(block) ?? signatureOf(structure, block);
    signs.set(block, sign);
    return sign;
  };
  return joinRuns(structure, items, {
    isSame: (one, other) =>
      one.kind === other.kind &&
      (one.kind === 'iteration' || one.name === other.name) &&
      signOf(one) === signOf(other),
    join: (run) => {
      const { kind } = at(run, 0);
      return { kind, exit: exitOf(at(run, run.length - 1)), items: run, repeat: run.length };
    },
  });
}

const isBlock = (item: Item | undefined): item is Block => typeof item === 'object';

interface Joining {
  readonly isSame: (one: Block, other: Block) => boolean;
  readonly join: (run: readonly Block[]) => Block;
}

function joinRuns(structure: Structure, items: readonly Item[], { isSame, join }: Joining): Item[] {
  const before = predecessors(structure, items, false);
  const runs: Item[][] = [];
  const runOf = new Map<Item, Item[]>();
  items.forEach((item, index) => {
    const previous = before[index];
    const run = previous === undefined ? undefined : runOf.get(previous);
    const follows =
      isBlock(previous) && isBlock(item) && run?.at(-1) === previous && isSame(previous, item);
    if (run && follows) run.push(item);
    else runs.push([item]);
    runOf.set(item, run && follows ? run : at(runs, runs.length - 1));
  });
  return runs
    .map((run) => (run.length > 1 ? join(run.filter(isBlock)) : at(run, 0)))
    .sort((a, b) => exitOf(a) - exitOf(b));
}

/**
 * Equal for blocks of the same structure: operations, shapes and connections. Names and sources play no part.
 */
function signatureOf({ layers, inputs }: Structure, block: Block): string {
  const units = unitsIn([block]);
  const places = new Map(units.map((unit, place) => [unit, place]));
  return units
    .map((unit) => {
      const reads = at(inputs, unit).map((producer) => places.get(producer) ?? 'in');
      return `${makeOf(at(layers, unit))}<${reads.join(',')}`;
    })
    .join(';');
}

/** Equal for layers that do the same on tensors of the same shapes. */
export const makeOf = ({ operation, outputShape, parameters }: LayerNode): string =>
  JSON.stringify([operation, outputShape, parameters]);
