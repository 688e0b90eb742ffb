import type {
  Group,
  GroupId,
  LayerId,
  LayerNode,
  NetworkGraph,
} from '../../shared/network/network';
import { groupId } from '../../shared/network/network';
import type { SkipReport } from '../../shared/report/report';
import { at } from '../flow/lookup';
import type { Block, BlockKind, Item } from './blocks';
import { unitsIn } from './blocks';
import { blocksOf } from './blocksOf';
import { foldEqual, joinDenseLayers, joinTransformerBlocks } from './chains';
import { indexSkips } from './kinds';
import type { SkipIndex } from './kinds';
import { gatherLevels, stackPlainLayers } from './stretches';
import type { Structure } from './structure';
import { structureOf } from './structure';
import type { Container } from './units';
import { containersOf } from './units';

/** The given groups together with the blocks found in them, and the innermost group of every layer. */
export interface Blocks {
  readonly groups: readonly Group[];
  readonly groupOf: ReadonlyMap<LayerId, GroupId>;
}

/**
 * Finds blocks within each given group (nested models, functions) and in the network around them, so that
 * all groups nest. Structure alone decides: regions between a fork and the merge of its branches, runs of
 * equal neighbours, and what lies between changes of the resolution.
 */
export function findBlocks(graph: NetworkGraph, skips: SkipReport): Blocks {
  const structure = structureOf(graph);
  const index = indexSkips(skips);
  const hasLong = skips.items.some(({ reach }) => reach === 'long');
  const writer = new GroupWriter(structure, graph.groups);
  for (const container of containersOf(structure, graph.groups)) {
    if (container.structure) {
      writer.write(container, arrange(container.structure, index, hasLong));
    }
  }
  return writer.finish(graph);
}

function arrange(structure: Structure, skips: SkipIndex, hasLong: boolean): Item[] {
  const tidy = (items: readonly Item[]): Item[] =>
    foldEqual(structure, joinTransformerBlocks(structure, joinDenseLayers(structure, items)));
  const items = blocksOf(structure, skips, tidy);
  return hasLong ? gatherLevels(structure, items) : stackPlainLayers(structure, items);
}

class GroupWriter {
  private readonly made: Group[] = [];
  private readonly groupOf = new Map<LayerId, GroupId>();
  private readonly parentOf = new Map<GroupId, GroupId>();
  private readonly counts = new Map<BlockKind, number>();

  constructor(
    private readonly whole: Structure,
    private readonly given: readonly Group[],
  ) {}

  /** Outer blocks first, so that they are numbered and listed in the order in which they are met. */
  write({ id, units }: Container, items: readonly Item[]): void {
    const waiting = items.map((item) => ({ item, parent: id })).reverse();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { item, parent } = next;
      if (typeof item === 'number') this.place(at(units, item), parent);
      else {
        const group = this.add(item, units, parent);
        for (const inner of [...item.items].reverse()) waiting.push({ item: inner, parent: group });
      }
    }
  }

  finish({ layers }: NetworkGraph): Blocks {
    const given = this.given.map((group) => {
      const parent = this.parentOf.get(group.id);
      return parent === undefined ? group : { ...group, parent };
    });
    const groupOf = new Map(
      layers.flatMap(({ id, group }) => {
        const innermost = this.groupOf.get(id) ?? group;
        return innermost === undefined ? [] : [[id, innermost] as const];
      }),
    );
    return { groups: [...given, ...this.made], groupOf };
  }

  private place(
    unit: { layers: readonly number[]; group?: GroupId },
    parent: GroupId | null,
  ): void {
    if (parent === null) return;
    if (unit.group !== undefined) this.parentOf.set(unit.group, parent);
    else for (const layer of unit.layers) this.groupOf.set(at(this.whole.layers, layer).id, parent);
  }

  private add(block: Block, units: Container['units'], parent: GroupId | null): GroupId {
    const layers = unitsIn([block]).flatMap((unit) => at(units, unit).layers);
    const last = at(this.whole.layers, largest(layers));
    const stem = block.kind.replaceAll(' ', '-');
    const id = groupId(`${stem}${block.repeat > 1 ? `-x${block.repeat}` : ''}:${last.id}`);
    const name = `${this.label(block)}${this.widths(layers, last)}`;
    this.made.push({ id, name, parent, kind: 'block', repeat: block.repeat });
    return id;
  }

  /** A run of equal blocks is named after what it repeats; every single block has its number. */
  private label({ kind, repeat, level }: Block): string {
    if (repeat > 1) return kind;
    if (level !== undefined) return `${kind} ${level}`;
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    return `${kind} ${number}`;
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

/** The largest position; lists may be longer than a call can have arguments. */
const largest = (positions: readonly number[]): number =>
  positions.reduce((a, b) => Math.max(a, b), 0);

const widthOf = ({ outputShape }: LayerNode): number | undefined =>
  outputShape[0]?.at(-1) ?? undefined;
