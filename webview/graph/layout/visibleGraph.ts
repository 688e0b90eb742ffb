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
  /** Skips that a closed group holds, with those that begin at its entrance where it holds others. */
  readonly inner: readonly Skip[];
}

/**
 * One line between two boxes: all inputs that flow from one to the other as the same role and kind. The shortcut
 * of a closed block begins and ends at its box.
 */
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

interface Reader {
  readonly layer: LayerId;
  readonly slot: number;
}

const knownReaders = new WeakMap<NetworkTree, ReadonlyMap<LayerId, readonly Reader[]>>();

/** The inputs that read each layer, found once. */
function readersOf(tree: NetworkTree): ReadonlyMap<LayerId, readonly Reader[]> {
  const known = knownReaders.get(tree);
  if (known) return known;
  const readers = new Map<LayerId, Reader[]>();
  for (const { id, inputs } of tree.network.layers) {
    inputs.forEach(({ layer }, slot) => {
      const own = readers.get(layer) ?? [];
      readers.set(layer, own);
      own.push({ layer: id, slot });
    });
  }
  knownReaders.set(tree, readers);
  return readers;
}

/** A shortcut as it is drawn: counted in a box, a bracket at a box, or lines from box to box. */
type Drawn =
  | { readonly as: 'count'; readonly box: number }
  | { readonly as: 'bracket'; readonly box: number }
  | { readonly as: 'lines'; readonly role: number; readonly along: readonly number[] };

const roleOf = (skip: Skip, along: readonly number[]): number => {
  if (along.length > 2) return EdgeRole.branch;
  return skip.reach === 'long' ? EdgeRole.longSkip : EdgeRole.shortSkip;
};

/** Draws the shortcuts of one network with some groups open. */
class SkipDrawing {
  private readonly drawn = new Map<SkipPath, Drawn>();
  private readonly readers: ReadonlyMap<LayerId, readonly Reader[]>;

  constructor(
    tree: NetworkTree,
    private readonly paths: readonly SkipPath[],
    private readonly placed: PlacedNodes,
    readonly taken: TakenSlots,
  ) {
    this.readers = readersOf(tree);
    const alongs = paths.map((path) => boxesAlong(path, placed.boxes));
    const holds = new Set(alongs.flatMap((along) => (along.length === 1 ? along : [])));
    paths.forEach((path, at) => this.drawn.set(path, this.draw(path, alongs[at] ?? [], holds)));
  }

  private draw(path: SkipPath, along: readonly number[], holds: ReadonlySet<number>): Drawn {
    const [first, second, ...others] = along;
    if (first !== undefined && second === undefined) return { as: 'count', box: first };
    if (second !== undefined && others.length === 0 && this.isPassed(path, second))
      return { as: holds.has(second) ? 'count' : 'bracket', box: second };
    return { as: 'lines', role: roleOf(path.skip, along), along };
  }

  /** Tells that a closed group reads the tensor that the shortcut carries past its body: it crosses no other block. */
  private isPassed({ skip }: SkipPath, box: number): boolean {
    const { nodes, boxes } = this.placed;
    if (nodes[box]?.item.type !== 'group') return false;
    return (this.readers.get(skip.from) ?? []).some(
      ({ layer, slot }) => boxes.get(layer) === box && !this.taken.get(layer)?.has(slot),
    );
  }

  /** The line that carries an input of a shortcut from one box to another. */
  edgeOf(path: SkipPath, from: number, to: number, edges: EdgeSet): GatheredEdge {
    const drawn = this.drawn.get(path);
    if (drawn?.as === 'lines') return edges.at(from, to, drawn.role, path.skip.kind);
    if (drawn?.as === 'bracket')
      return edges.at(drawn.box, drawn.box, EdgeRole.around, path.skip.kind);
    return edges.at(from, to, EdgeRole.flow, '');
  }

  addTo(edges: EdgeSet): void {
    for (const path of this.paths) {
      const drawn = this.drawn.get(path);
      if (drawn?.as === 'count') this.placed.nodes[drawn.box]?.inner.push(path.skip);
      for (const [from, to] of drawn ? stepsOf(drawn) : [])
        this.edgeOf(path, from, to, edges).skips.push(path.skip);
    }
  }
}

/** The boxes that the lines of a shortcut join, in pairs. */
function stepsOf(drawn: Drawn): readonly (readonly [number, number])[] {
  if (drawn.as === 'count') return [];
  if (drawn.as === 'bracket') return [[drawn.box, drawn.box]];
  const { along } = drawn;
  return along.slice(1).map((to, at) => [along[at] ?? to, to]);
}

function addFlow(tree: NetworkTree, placed: PlacedNodes, edges: EdgeSet, skips: SkipDrawing) {
  for (const layer of tree.network.layers) {
    const to = placed.boxes.get(layer.id);
    layer.inputs.forEach((input, slot) => {
      const from = placed.boxes.get(input.layer);
      if (from === undefined || to === undefined || from === to) return;
      const path = skips.taken.get(layer.id)?.get(slot);
      const edge = path
        ? skips.edgeOf(path, from, to, edges)
        : edges.at(from, to, EdgeRole.flow, '');
      edge.inputs.push({ layer: layer.id, slot });
    });
  }
}

/**
 * Projects a network onto its open groups. Skips survive: as a line with its count, as a bracket at the closed block
 * that they bypass, or counted in a closed box.
 */
export function buildVisibleGraph(
  tree: NetworkTree,
  paths: readonly SkipPath[],
  open: ReadonlySet<ItemKey>,
): VisibleGraph {
  const placed = placeNodes(tree, open);
  const edges = new EdgeSet();
  const skips = new SkipDrawing(tree, paths, placed, takenSlots(tree, paths));
  addFlow(tree, placed, edges, skips);
  skips.addTo(edges);
  return {
    nodes: placed.nodes,
    edges: edges.list(),
    boxOf: (key) => placed.own.get(key) ?? placed.boxes.get(layerOf(key) ?? layerId('')),
    nodeOf: (key) => placed.own.get(key),
  };
}
