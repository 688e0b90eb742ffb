import { countLayers } from '../../shared/network/countLayers';
import type { Group, GroupId, Layer, Network } from '../../shared/network/network';
import { formatBytes, formatCount, formatMagnitude, formatShapes } from '../../shared/words/format';
import type { Report } from '../../shared/report/report';
import { fittedTable, terminalColumns } from '../terminal/fittedTable';
import type { Colours } from '../terminal/terminal';

const MOST_ROWS = 24;

/**
 * The outermost blocks in their order with their costs, and those within an iteration of a loop, whose name
 * says little; empty if there are fewer than two.
 */
export function blockTable(
  { network }: Report,
  colours: Colours,
  columns = terminalColumns(),
): string {
  const chainOf = chains(new Map(network.groups.map((group) => [group.id, group])));
  const outermost = outermostBlocks(network, chainOf);
  if (outermost.length < 2) return '';
  const blocks = outermost.flatMap((block) => [
    block,
    ...(block[0].kind === 'iteration' ? blocksWithin(block, chainOf) : []),
  ]);
  const heads = ['blocks', 'layers', 'output', 'parameters', 'MACs', 'activations'];
  const rows = blocks.slice(0, MOST_ROWS).map(([group, layers]) => costRow(group, layers));
  const align = ['left', 'right', 'left', 'right', 'right', 'right'] as const;
  const more = blocks.length - MOST_ROWS;
  const rest = more > 0 ? colours.dim(`  and ${formatCount(more)} more (--json has all)\n`) : '';
  return (
    fittedTable(
      [heads.map((head, i) => (i === 0 ? colours.bold(head) : colours.dim(head))), ...rows],
      align,
      { columns, drops: [5, 4], cut: 0 },
    ) + rest
  );
}

function costRow({ name, repeat }: Group, layers: readonly Layer[]): string[] {
  const sum = (of: (layer: Layer) => number | undefined, format: (value: number) => string) => {
    const values = layers.map(of);
    if (values.includes(undefined)) return '';
    return format(values.reduce<number>((total, value) => total + (value ?? 0), 0));
  };
  return [
    `  ${repeat > 1 ? `${name} ×${repeat}` : name}`,
    formatCount(countLayers(layers)),
    formatShapes(layers.at(-1)?.outputShape ?? []),
    sum(({ parameters }) => parameters.trainable + parameters.frozen, formatCount),
    sum(({ macs }) => macs, formatMagnitude),
    sum(({ activationBytes }) => activationBytes, formatBytes),
  ];
}

type LayersOf = [Group, Layer[]];
type ChainOf = (id: GroupId) => readonly Group[];

/** The outermost groups with their layers; if one group holds everything, the groups in it. */
function outermostBlocks({ layers }: Network, chainOf: ChainOf): LayersOf[] {
  for (let depth = 0; ; depth++) {
    const found = blocksAt(layers, depth, chainOf);
    if (found.length !== 1) return found;
  }
}

/** The groups directly within one, set in under it. */
function blocksWithin([{ id }, layers]: LayersOf, chainOf: ChainOf): LayersOf[] {
  return blocksAt(layers, chainOf(id).length, chainOf).map(([group, inner]) => [
    { ...group, name: `  ${group.name}` },
    inner,
  ]);
}

/** The groups at a depth of nesting that hold any of the layers. */
function blocksAt(layers: readonly Layer[], depth: number, chainOf: ChainOf): LayersOf[] {
  const found = new Map<GroupId, LayersOf>();
  for (const layer of layers) {
    const group = chainOf(layer.group)[depth];
    if (!group) continue;
    const entry = found.get(group.id);
    if (entry) entry[1].push(layer);
    else found.set(group.id, [group, [layer]]);
  }
  return [...found.values()];
}

/** The groups around a layer's group, outermost first, itself included. */
function chains(groups: ReadonlyMap<GroupId, Group>): ChainOf {
  const known = new Map<GroupId, readonly Group[]>();
  return (id) => {
    const found = known.get(id);
    if (found) return found;
    const chain: Group[] = [];
    for (let group = groups.get(id); group; group = groups.get(group.parent ?? ('' as GroupId))) {
      chain.unshift(group);
    }
    known.set(id, chain);
    return chain;
  };
}
