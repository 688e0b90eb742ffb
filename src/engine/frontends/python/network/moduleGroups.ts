import { type Group, type GroupId, groupId } from '../../../../shared/network/network';
import type { CallTree } from './callTree';

/** The groups of a network, and the innermost one of each node. */
export interface ModuleGroups {
  readonly groups: readonly Group[];
  readonly groupOf: ReadonlyMap<number, GroupId>;
}

/**
 * One group for each call of a module that holds several layers, other than the root and modules that hold
 * just what the module around them does.
 */
export function moduleGroups(tree: CallTree, nodes: readonly number[]): ModuleGroups {
  const ids = new Map<number, GroupId>();
  const groups: Group[] = [];
  const groupOf = new Map<number, GroupId>();
  const times = new Map<string, number>();
  const add = (call: number, parent: GroupId | undefined): GroupId => {
    const name = tree.call(call)?.module ?? '';
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    const id = groupId(count === 1 ? name : `${name}:${count}`);
    groups.push({ id, name, parent: parent ?? null, kind: 'model', repeat: 1 });
    ids.set(call, id);
    return id;
  };
  for (const node of nodes) {
    let parent: GroupId | undefined;
    let sizeAround = Infinity;
    for (const call of [...tree.around(node)].reverse()) {
      const size = tree.size(call);
      const isRoot = tree.call(call)?.parent === null;
      if (!isRoot && size > 1 && size < sizeAround) parent = ids.get(call) ?? add(call, parent);
      sizeAround = size;
    }
    if (parent !== undefined) groupOf.set(node, parent);
  }
  return { groups, groupOf };
}
