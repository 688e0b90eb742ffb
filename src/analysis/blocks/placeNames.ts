import { mapExtents } from '../../shared/network/axes';
import { outputOf } from '../flow/featureMap';
import { at } from '../flow/lookup';
import type { Block, Item } from './blocks';
import type { Structure } from './structure';

const isBlock = (item: Item): item is Block => typeof item === 'object';

/**
 * The names of the plain stacks of a network by their place in it: the stem before the first block, the head behind the
 * last one where no map is left, and stages between. What holds most of the layers is neither stem nor head.
 * @param sizeOf the number of layers of a block
 */
export function placeNames(
  { layers }: Structure,
  items: readonly Item[],
  sizeOf: (block: Block) => number,
): ReadonlyMap<Block, 'stem' | 'head' | 'stage'> {
  const blocks = items.filter(isBlock);
  const isPlain = ({ kind, name }: Block): boolean => kind === 'plain stack' && name === undefined;
  const [first] = blocks;
  const last = blocks.at(-1);
  const hasOthers = blocks.some((block) => !isPlain(block));
  const all = blocks.reduce((sum, block) => sum + sizeOf(block), 0);
  return new Map(
    blocks.filter(isPlain).map((block) => {
      if (2 * sizeOf(block) > all) return [block, 'stage'] as const;
      if (block === first && hasOthers) return [block, 'stem'] as const;
      const flat = mapExtents(outputOf(at(layers, block.exit))).length === 0;
      return [block, block === last && block !== first && flat ? 'head' : 'stage'] as const;
    }),
  );
}
