import {
  WHOLE_NETWORK,
  type Group,
  type GroupId,
  type Layer,
  type LayerId,
  type Network,
} from '../../../src/shared/network/network';
import type { Report } from '../../../src/shared/report/report';
import {
  groupKey,
  layerKey,
  makeGroup,
  type ItemKey,
  type TreeGroup,
  type TreeItem,
} from './treeItems';

/** A network as a tree of groups, with the look-ups that views need. */
export interface NetworkTree {
  readonly network: Network;
  readonly root: TreeGroup;
  readonly layers: ReadonlyMap<LayerId, Layer>;
  readonly groups: ReadonlyMap<ItemKey, TreeGroup>;
  /** The group that an item lies in directly; the root's key for those at the top. */
  readonly parents: ReadonlyMap<ItemKey, ItemKey>;
  /** Position of a layer in the network's order. */
  readonly order: ReadonlyMap<LayerId, number>;
}

const ROOT = groupKey('');

function childrenOf(network: Network): (parent: GroupId | null) => readonly (Layer | Group)[] {
  const inner = network.groups.filter(({ id }) => id !== WHOLE_NETWORK);
  const groups = new Map(inner.map((group) => [group.id, group]));
  const members = new Map<GroupId | null, (Layer | Group)[]>();
  const placed = new Set<GroupId>();
  const listOf = (parent: GroupId | null): (Layer | Group)[] => {
    const list = members.get(parent) ?? [];
    members.set(parent, list);
    return list;
  };
  // A group stands where its first layer stands.
  const place = (id: GroupId): void => {
    const group = groups.get(id);
    if (!group || placed.has(id)) return;
    placed.add(id);
    if (group.parent !== null) place(group.parent);
    listOf(group.parent !== null && groups.has(group.parent) ? group.parent : null).push(group);
  };
  for (const layer of network.layers) {
    const home = groups.has(layer.group) ? layer.group : null;
    if (home !== null) place(home);
    listOf(home).push(layer);
  }
  return (parent) => members.get(parent) ?? [];
}

function buildItems(
  members: readonly (Layer | Group)[],
  of: ReturnType<typeof childrenOf>,
): readonly TreeItem[] {
  return members.map((member): TreeItem => {
    if ('inputs' in member) return { type: 'layer', key: layerKey(member.id), layer: member };
    return makeGroup(member.id, member, buildItems(of(member.id), of));
  });
}

/** Builds the tree once per report. Groups that hold no layer are left out. */
export function buildTree({ network, model: { name } }: Report): NetworkTree {
  const of = childrenOf(network);
  const about = { name, kind: 'model', repeat: 1 } as const;
  const root = {
    ...makeGroup('', about, buildItems(of(null), of)),
    layers: network.layers,
  };
  const groups = new Map<ItemKey, TreeGroup>([[ROOT, root]]);
  const parents = new Map<ItemKey, ItemKey>();
  const visit = (group: TreeGroup): void => {
    for (const child of group.children) {
      parents.set(child.key, group.key);
      if (child.type === 'layer') continue;
      groups.set(child.key, child);
      visit(child);
    }
  };
  visit(root);
  return {
    network,
    root,
    layers: new Map(network.layers.map((layer) => [layer.id, layer])),
    groups,
    parents,
    order: new Map(network.layers.map((layer, index) => [layer.id, index])),
  };
}

/** The groups around an item, innermost first, without the root. */
export function ancestorsOf(tree: NetworkTree, key: ItemKey): readonly ItemKey[] {
  const chain: ItemKey[] = [];
  for (let at = tree.parents.get(key); at && at !== tree.root.key; at = tree.parents.get(at))
    chain.push(at);
  return chain;
}
