import type { Layer, LayerId } from '../../src/shared/network/network';
import type { Skip, SkipKind } from '../../src/shared/report/report';
import { makeGroup, type TreeGroup, type TreeItem } from './treeItems';

/** Fewer layers than this are no block worth a box. */
const LEAST_LAYERS = 3;

const words: Readonly<Record<SkipKind, string>> = {
  identityAdd: 'residual block',
  projectionAdd: 'residual block',
  concat: 'dense layer',
  projectionConcat: 'dense layer',
  gated: 'gated block',
};

/** A stretch of neighbours, both ends included. */
interface Stretch {
  readonly first: number;
  last: number;
  readonly kind: SkipKind;
  /** Of how many skips that reach into each other. */
  woven: number;
}

/** From behind the fork to the merge of every short skip; of stretches within each other the outermost. */
function stretchesOf(items: readonly TreeItem[], skips: readonly Skip[]): Stretch[] {
  const position = new Map<LayerId, number>();
  items.forEach((item, at) => {
    if (item.type === 'layer') position.set(item.layer.id, at);
    else for (const { id } of item.layers) position.set(id, at);
  });
  const found = skips.flatMap(({ from, to, kind, reach }): Stretch[] => {
    const [fork, merge] = [position.get(from), position.get(to)];
    if (reach === 'long' || fork === undefined || merge === undefined) return [];
    return merge - fork >= LEAST_LAYERS ? [{ first: fork + 1, last: merge, kind, woven: 1 }] : [];
  });
  const stretches: Stretch[] = [];
  for (const stretch of found.sort((a, b) => a.first - b.first || b.last - a.last)) {
    const before = stretches.at(-1);
    if (!before || stretch.first > before.last) stretches.push({ ...stretch });
    else {
      before.last = Math.max(before.last, stretch.last);
      before.woven++;
    }
  }
  return stretches;
}

/** An activation straight behind the merge belongs to the block. */
function takeActivation(
  items: readonly TreeItem[],
  stretch: Stretch,
  next: Stretch | undefined,
): void {
  const merge = items[stretch.last];
  const after = items[stretch.last + 1];
  if (merge?.type !== 'layer' || after?.type !== 'layer') return;
  if (next?.first === stretch.last + 1) return;
  if (isActivationOf(after.layer, merge.layer)) stretch.last++;
}

const isActivationOf = ({ inputs, parameters }: Layer, merge: Layer): boolean =>
  parameters.trainable + parameters.frozen === 0 &&
  inputs.length === 1 &&
  inputs[0]?.layer === merge.id;

const nameOf = ({ kind, woven }: Stretch): string =>
  kind === 'concat' && woven > 2 ? 'dense block' : words[kind];

const idOf = (item: TreeItem | undefined): string =>
  item === undefined || item.type === 'group' ? (item?.id ?? '') : item.layer.id;

/** Makes a group of what lies between fork and merge of each short skip: the blocks of a residual or dense network. */
export function foldBlocks(
  items: readonly TreeItem[],
  skips: readonly Skip[],
): readonly TreeItem[] {
  const stretches = stretchesOf(items, skips);
  stretches.forEach((stretch, at) => takeActivation(items, stretch, stretches[at + 1]));
  const [only] = stretches;
  // One block that is nearly everything is the group around it once more.
  const isAll = stretches.length === 1 && only && only.last - only.first + 2 >= items.length;
  if (stretches.length === 0 || isAll) return items;
  const folded: TreeItem[] = [];
  let at = 0;
  stretches.forEach((stretch, number) => {
    const { first, last } = stretch;
    const about = { name: `${nameOf(stretch)} ${number + 1}`, kind: 'block', repeat: 1 } as const;
    folded.push(...items.slice(at, first));
    folded.push(makeGroup(`block:${idOf(items[first])}`, about, items.slice(first, last + 1)));
    at = last + 1;
  });
  return [...folded, ...items.slice(at)];
}

/** Above this many neighbours, blocks of one resolution are gathered to stages. */
const MOST_BLOCKS = 24;

/** The spatial size of what a block gives; blocks of one stage share it. */
function sizeOf(item: TreeItem | undefined): string | undefined {
  if (item?.type !== 'group' || item.kind !== 'block') return undefined;
  return JSON.stringify(item.layers.at(-1)?.outputShape[0]?.slice(0, -1));
}

/** In a long row of blocks, gathers neighbours of one resolution to a stage. */
export function foldStages(items: readonly TreeItem[]): readonly TreeItem[] {
  if (items.length <= MOST_BLOCKS) return items;
  const folded: TreeItem[] = [];
  let stages = 0;
  for (let at = 0; at < items.length;) {
    const size = sizeOf(items[at]);
    let end = at + 1;
    while (size !== undefined && sizeOf(items[end]) === size) end++;
    const run = items.slice(at, end);
    if (run.length < LEAST_LAYERS || run.length === items.length) folded.push(...run);
    else folded.push(makeStage(run, ++stages));
    at = end;
  }
  return folded;
}

function makeStage(blocks: readonly TreeItem[], number: number): TreeGroup {
  const about = {
    name: `stage ${number} · ${blocks.length} blocks`,
    kind: 'block',
    repeat: 1,
  } as const;
  return makeGroup(`stage:${idOf(blocks[0])}`, about, blocks);
}
