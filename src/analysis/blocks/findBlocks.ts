import { channelCount } from '../../shared/network/axes';
import { outputOf } from '../flow/featureMap';
import type {
  Group,
  GroupId,
  LayerId,
  LayerNode,
  NetworkGraph,
} from '../../shared/network/network';
import { groupId, WHOLE_NETWORK } from '../../shared/network/network';
import type { SkipReport } from '../../shared/report/report';
import { at } from '../flow/lookup';
import type { Block, Item } from './blocks';
import { isCallKind, unitsIn } from './blocks';
import { blocksOf } from './blocksOf';
import { foldEqual, joinDenseLayers, joinTransformerBlocks } from './chains';
import type { Call } from './fitCalls';
import { fitCalls } from './fitCalls';
import { foldLayers } from './foldLayers';
import { placeNames } from './placeNames';
import { indexSkips } from './kinds';
import type { SkipIndex } from './kinds';
import { splitCalls } from './splitCalls';
import { gatherLevels, hasLevels, stackPlainLayers } from './stretches';
import type { Structure } from './structure';
import { structureOf } from './structure';
import type { Container } from './units';
import { containersOf } from './units';

/**
 * The whole network, the given groups and the blocks found in them, and the innermost group of every layer
 * that lies in more than the whole network.
 */
export interface Blocks {
  readonly groups: readonly Group[];
  readonly groupOf: ReadonlyMap<LayerId, GroupId>;
}

/**
 * Finds blocks within each nested model and in the network around them; all groups nest. Structure alone
 * decides: regions between a fork and the merge of its branches, runs of equal neighbours, and stretches
 * between changes of the resolution. Source functions name blocks, and group the layers outside of all blocks
 * ({@link fitCalls}).
 */
export function findBlocks(given: NetworkGraph, skips: SkipReport): Blocks {
  const { graph, callsIn } = splitCalls(given);
  const structure = structureOf(graph);
  const index = indexSkips(skips);
  const hasLong = skips.items.some(({ reach }) => reach === 'long');
  const writer = new GroupWriter(structure, graph.groups);
  const arranged = containersOf(structure, graph.groups).flatMap((container) => {
    const calls = callsIn(container);
    if (!container.structure) return [];
    return [{ container, items: arrange(container.structure, { skips: index, hasLong, calls }) }];
  });
  for (const { items } of arranged) writer.count(items);
  for (const { container, items } of arranged) writer.write(container, items);
  return writer.finish(graph);
}

interface GroupingHints {
  readonly skips: SkipIndex;
  readonly hasLong: boolean;
  readonly calls: readonly Call[];
}

/** The levels of a U-shape come before calls, and calls before plain stacks. */
function arrange(structure: Structure, { skips, hasLong, calls }: GroupingHints): readonly Item[] {
  const tidy = (items: readonly Item[]): Item[] =>
    foldEqual(structure, joinTransformerBlocks(structure, joinDenseLayers(structure, items)));
  const items = blocksOf(structure, skips, tidy);
  const arranged =
    hasLong && hasLevels(structure)
      ? fitCalls(structure, gatherLevels(structure, items), calls)
      : stackPlainLayers(structure, fitCalls(structure, items, calls));
  return foldLayers(structure, arranged);
}

const whole: Group = {
  id: WHOLE_NETWORK,
  name: 'network',
  parent: null,
  kind: 'model',
  repeat: 1,
};

class GroupWriter {
  private readonly made: Group[] = [];
  private readonly groupOf = new Map<LayerId, GroupId>();
  private readonly parentOf = new Map<GroupId, GroupId>();
  private readonly counts = new Map<string, number>();
  private readonly places = new Map<Block, 'stem' | 'head' | 'stage'>();
  /** Number of blocks with a function's name. */
  private readonly named = new Map<string, number>();

  constructor(
    private readonly whole: Structure,
    private readonly given: readonly Group[],
  ) {}

  /** Counts all names before any is assigned. */
  count(items: readonly Item[]): void {
    const waiting = [...items];
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (typeof item === 'number') continue;
      const { name, repeat } = item;
      if (name !== undefined && repeat === 1) this.named.set(name, (this.named.get(name) ?? 0) + 1);
      for (const inner of item.items) waiting.push(inner);
    }
  }

  /** Writes outer blocks before inner ones: they are numbered and listed in the order of the network. */
  write({ id, units, structure }: Container, items: readonly Item[]): void {
    const sizeOf = (block: Block): number =>
      unitsIn([block]).reduce((sum, unit) => sum + at(units, unit).layers.length, 0);
    if (structure)
      for (const [block, place] of placeNames(structure, items, sizeOf))
        // A stem and a head belong to the whole network, not to a module in it.
        this.places.set(block, id === null ? place : 'stage');
    const waiting = items.map((item) => ({ item, parent: id, inStage: false })).reverse();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { item, parent, inStage } = next;
      if (typeof item === 'number') this.place(at(units, item), parent);
      else {
        const group = this.add(item, units, { parent, inStage });
        const around = inStage || (item.kind === 'iteration' && item.repeat === 1);
        for (const inner of [...item.items].reverse())
          waiting.push({ item: inner, parent: group, inStage: around });
      }
    }
  }

  finish({ layers }: NetworkGraph): Blocks {
    const found = [
      ...this.given.map((group) => ({
        ...group,
        parent: this.parentOf.get(group.id) ?? group.parent,
      })),
      ...this.made,
    ].map((group) => ({ ...group, parent: group.parent ?? WHOLE_NETWORK }));
    const groupOf = new Map(
      layers.flatMap(({ id, group }) => {
        const innermost = this.groupOf.get(id) ?? group;
        return innermost === undefined ? [] : [[id, innermost] as const];
      }),
    );
    return { groups: [whole, ...found], groupOf };
  }

  private place(
    unit: { layers: readonly number[]; group?: GroupId },
    parent: GroupId | null,
  ): void {
    if (parent === null) return;
    if (unit.group !== undefined) this.parentOf.set(unit.group, parent);
    else for (const layer of unit.layers) this.groupOf.set(at(this.whole.layers, layer).id, parent);
  }

  private add(
    block: Block,
    units: Container['units'],
    { parent, inStage }: { readonly parent: GroupId | null; readonly inStage: boolean },
  ): GroupId {
    const layers = unitsIn([block]).flatMap((unit) => at(units, unit).layers);
    const last = at(this.whole.layers, largest(layers));
    const label = stageName(this.label(block), block, inStage);
    const stem = (isCallKind(block.kind) ? label : block.kind).replace(/,? /g, '-');
    const id = this.unused(`${stem}${block.repeat > 1 ? `-x${block.repeat}` : ''}:${last.id}`);
    const name = `${label}${this.widths(layers, last)}${unsaid(block)}`;
    const kind = isCallKind(block.kind) ? block.kind : 'block';
    this.made.push({ id, name, parent, kind, repeat: block.repeat });
    return id;
  }

  /**
   * The name of a block: a run of equal blocks is named after the one that it repeats; single blocks are
   * numbered.
   */
  private label(block: Block): string {
    const { kind, repeat, level, name } = block;
    if (repeat > 1) return runName(block);
    if (level !== undefined) return `${kind.replace(/(?<=coder) level$/, '')} ${level}`;
    const place = this.places.get(block);
    if (place === 'stem' || place === 'head') return place;
    const isUnique = kind === 'iteration' || this.isOnly(name);
    return name !== undefined && isUnique ? name : this.numbered(name ?? place ?? kind);
  }

  private isOnly(name: string | undefined): boolean {
    return name !== undefined && this.named.get(name) === 1;
  }

  private numbered(stem: string): string {
    const number = (this.counts.get(stem) ?? 0) + 1;
    this.counts.set(stem, number);
    return `${stem} ${number}`;
  }

  /** Iterations within each other may have one name and one last layer. */
  private unused(text: string): GroupId {
    const isTaken = this.made.some(({ id }) => id === text);
    return isTaken ? this.unused(`${text}'`) : groupId(text);
  }

  private widths(layers: readonly number[], last: LayerNode): string {
    const inside = new Set(layers);
    const before = layers
      .flatMap((layer) => at(this.whole.inputs, layer))
      .find((producer) => !inside.has(producer));
    const from = widthOf(at(this.whole.layers, before ?? at(layers, 0)));
    const to = widthOf(last);
    return from === undefined || to === undefined ? '' : ` · ${from}→${to}`;
  }
}

/** The kind of a block that the name of its function does not tell: `identityBlock 2 · 64→64 · residual`. */
function unsaid(block: Block): string {
  const { kind, repeat, name = repeat > 1 ? commonName(block) : undefined } = block;
  if (name === undefined || isCallKind(kind) || kind === 'repeated layers') return '';
  const what = kind.replace(/ (block|layer)$/, '');
  const isSaid = what.split(/[ -]/).some((word) => name.toLowerCase().includes(word));
  return isSaid ? '' : ` · ${what}`;
}

/** A round of a loop that made several blocks is a stage; a round within it is a part. */
const stageName = (label: string, { kind }: Block, inStage: boolean): string =>
  kind === 'iteration' ? label.replace(/^iteration/, inStage ? 'part' : 'stage') : label;

/** A run of equal blocks is called as the one that it repeats. */
const runName = (block: Block): string =>
  (block.kind === 'repeated layers' && block.name) || (commonName(block) ?? block.kind);

/** The function that made all of a run of equal blocks. */
function commonName({ items }: Block): string | undefined {
  const names = new Set(items.map((item) => (typeof item === 'number' ? undefined : item.name)));
  return names.size === 1 ? [...names][0] : undefined;
}

/** The largest position; lists may be longer than a call can have arguments. */
const largest = (positions: readonly number[]): number =>
  positions.reduce((a, b) => Math.max(a, b), 0);

const widthOf = (layer: LayerNode): number | undefined => channelCount(outputOf(layer));
