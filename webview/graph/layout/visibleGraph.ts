import { layerId, type LayerId } from '../../../src/shared/network/network';
import type { Skip, SkipKind } from '../../../src/shared/report/report';
import { EdgeRole } from '../../../src/shared/protocol/layoutContract';
import type { NetworkTree } from '../state/networkTree';
import { layerOf, type ItemKey, type TreeGroup, type TreeItem } from '../state/treeItems';
import type { SkipPath } from '../state/skipPaths';

/** A box, or the frame around the boxes of an open group. */
export interface VisibleNode {
  readonly index: number;
  readonly item: TreeItem;
  readonly open: boolean;
  /** The frame it lies in, or −1. */
  readonly parent: number;
  /** Skips that lie wholly inside a closed group. */
  readonly inner: readonly Skip[];
}

/** One line between two boxes: all inputs that flow from one to the other as the same role and kind. */
export interface VisibleEdge {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly role: number;
  /** The skips that the line stands for; empty for the main flow. */
  readonly skips: readonly Skip[];
  /** The inputs that it carries: consumer and slot. */
  readonly inputs: readonly { readonly layer: LayerId; readonly slot: number }[];
}

/** The visible part of a network while some groups are open. */
export interface VisibleGraph {
  readonly nodes: readonly VisibleNode[];
  readonly edges: readonly VisibleEdge[];
  /** The box that shows an item: its own, or that of the closed group around it. */
  boxOf(key: ItemKey): number | undefined;
  /** Box or frame of an item that is shown itself. */
  nodeOf(key: ItemKey): number | undefined;
}

/** The nodes of a visible graph, and the boxes that show its layers. */
interface PlacedNodes {
  nodes: (Omit<VisibleNode, 'inner'> & { inner: Skip[] })[];
  /** By id and not by key: a key is a new text for each of 10,000 layers, every time a group opens. */
  boxes: Map<LayerId, number>;
  own: Map<ItemKey, number>;
}

function placeNodes(tree: NetworkTree, open: ReadonlySet<ItemKey>): PlacedNodes {
  const placed: PlacedNodes = { nodes: [], boxes: new Map(), own: new Map() };
  const claim = (group: TreeGroup, box: number): void => {
    for (const { id } of group.layers) placed.boxes.set(id, box);
  };
  const visit = (items: readonly TreeItem[], parent: number): void => {
    for (const item of items) {
      const index = placed.nodes.length;
      const isOpen = item.type === 'group' && open.has(item.key);
      placed.nodes.push({ index, item, open: isOpen, parent, inner: [] });
      placed.own.set(item.key, index);
      if (item.type === 'layer') placed.boxes.set(item.layer.id, index);
      else if (isOpen) visit(item.children, index);
      else claim(item, index);
    }
  };
  visit(tree.root.children, -1);
  return placed;
}

interface GatheredEdge {
  from: number;
  to: number;
  role: number;
  skips: Skip[];
  inputs: { layer: LayerId; slot: number }[];
}

/** Gathers lines that would be drawn on top of each other. */
class EdgeSet {
  private readonly byKey = new Map<string, GatheredEdge>();

  at(from: number, to: number, role: number, kind: SkipKind | ''): GatheredEdge {
    const key = `${from}>${to}:${role}${kind}`;
    const edge = this.byKey.get(key) ?? { from, to, role, skips: [], inputs: [] };
    this.byKey.set(key, edge);
    return edge;
  }

  list(): VisibleEdge[] {
    return [...this.byKey.values()].map((edge, index) => ({ index, ...edge }));
  }
}

/** The boxes along a shortcut, without those that it merely crosses inside one closed group. */
function boxesAlong(path: SkipPath, boxes: ReadonlyMap<LayerId, number>): number[] {
  const along: number[] = [];
  for (const layer of path.layers) {
    const box = boxes.get(layer);
    if (box !== undefined && box !== along.at(-1)) along.push(box);
  }
  return along;
}

function addSkip(
  path: SkipPath,
  along: readonly number[],
  placed: PlacedNodes,
  edges: EdgeSet,
): void {
  const { skip } = path;
  const [first] = along;
  if (along.length === 1 && first !== undefined) placed.nodes[first]?.inner.push(skip);
  const direct = skip.reach === 'long' ? EdgeRole.longSkip : EdgeRole.shortSkip;
  const role = along.length > 2 ? EdgeRole.branch : direct;
  for (let i = 1; i < along.length; i++) {
    const from = along[i - 1];
    const to = along[i];
    if (from !== undefined && to !== undefined)
      edges.at(from, to, role, skip.kind).skips.push(skip);
  }
}

/** The inputs that the shortcuts use, by layer and slot: these are drawn as skips and not again as main flow. */
type TakenSlots = ReadonlyMap<LayerId, ReadonlyMap<number, SkipPath>>;

function findTakenSlots(tree: NetworkTree, paths: readonly SkipPath[]): TakenSlots {
  const taken = new Map<LayerId, Map<number, SkipPath>>();
  for (const path of paths) {
    path.layers.forEach((id, position) => {
      const before = path.layers[position - 1];
      const inputs = tree.layers.get(id)?.inputs ?? [];
      const own = position === path.layers.length - 1 ? path.skip.slot : 0;
      const slot =
        inputs[own]?.layer === before ? own : inputs.findIndex(({ layer }) => layer === before);
      if (before === undefined || slot < 0) return;
      const slots = taken.get(id) ?? new Map<number, SkipPath>();
      taken.set(id, slots.set(slot, path));
    });
  }
  return taken;
}

const knownSlots = new WeakMap<readonly SkipPath[], TakenSlots>();

/** Finds the taken slots once: they do not depend on the open groups. */
function takenSlots(tree: NetworkTree, paths: readonly SkipPath[]): TakenSlots {
  const taken = knownSlots.get(paths) ?? findTakenSlots(tree, paths);
  knownSlots.set(paths, taken);
  return taken;
}

function addFlow(tree: NetworkTree, placed: PlacedNodes, edges: EdgeSet, taken: TakenSlots) {
  for (const layer of tree.network.layers) {
    const to = placed.boxes.get(layer.id);
    layer.inputs.forEach((input, slot) => {
      const from = placed.boxes.get(input.layer);
      if (from === undefined || to === undefined || from === to) return;
      const path = taken.get(layer.id)?.get(slot);
      const along = path ? boxesAlong(path, placed.boxes) : [];
      const edge = path
        ? edges.at(from, to, roleOf(path.skip, along), path.skip.kind)
        : edges.at(from, to, EdgeRole.flow, '');
      edge.inputs.push({ layer: layer.id, slot });
    });
  }
}

const roleOf = (skip: Skip, along: readonly number[]): number => {
  if (along.length > 2) return EdgeRole.branch;
  return skip.reach === 'long' ? EdgeRole.longSkip : EdgeRole.shortSkip;
};

/** Projects a network onto its open groups. Skips survive: as a line with its count, or inside a closed box. */
export function buildVisibleGraph(
  tree: NetworkTree,
  paths: readonly SkipPath[],
  open: ReadonlySet<ItemKey>,
): VisibleGraph {
  const placed = placeNodes(tree, open);
  const edges = new EdgeSet();
  addFlow(tree, placed, edges, takenSlots(tree, paths));
  for (const path of paths) addSkip(path, boxesAlong(path, placed.boxes), placed, edges);
  return {
    nodes: placed.nodes,
    edges: edges.list(),
    boxOf: (key) => placed.own.get(key) ?? placed.boxes.get(layerOf(key) ?? layerId('')),
    nodeOf: (key) => placed.own.get(key),
  };
}
