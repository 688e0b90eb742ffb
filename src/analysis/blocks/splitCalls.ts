import type { Group, GroupId, LayerNode, NetworkGraph } from '../../shared/network/network';
import type { Call } from './fitCalls';
import type { Container } from './units';

/** A network without the groups that calls of source functions make, and those calls by what is around them. */
export interface SplitGraph {
  readonly graph: NetworkGraph;
  /** The calls within a model, by the units of its container. */
  readonly callsIn: (container: Container) => readonly Call[];
}

interface LayersOfCall {
  readonly name: string;
  /** Positions of its layers. */
  readonly layers: Set<number>;
}

/** Separates groups that a frontend knows for sure (nested models) from those that must fit the blocks. */
export function splitCalls({ layers, groups, outputs }: NetworkGraph): SplitGraph {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const models = groups.filter(({ kind }) => kind !== 'function');
  const modelAround = (id: GroupId | null | undefined): GroupId | null => {
    let group = byId.get(id ?? ('' as GroupId));
    while (group?.kind === 'function') group = byId.get(group.parent ?? ('' as GroupId));
    return group?.id ?? null;
  };
  const calls = callsOf(layers, byId);
  const withoutCalls = layers.map(({ group, ...layer }) => {
    const model = modelAround(group);
    return model === null ? layer : { ...layer, group: model };
  });
  const nested = models.map((group) => ({ ...group, parent: modelAround(group.parent) }));
  return {
    graph: { layers: withoutCalls, groups: nested, outputs },
    callsIn: ({ id, units }) => {
      const unitOf = new Map(
        units.flatMap((unit, index) => unit.layers.map((one) => [one, index])),
      );
      return [...calls].flatMap(([call, { name, layers: made }]) => {
        if (modelAround(call) !== id) return [];
        return [{ name, units: new Set([...made].flatMap((layer) => unitOf.get(layer) ?? [])) }];
      });
    },
  };
}

function callsOf(
  layers: readonly LayerNode[],
  groups: ReadonlyMap<GroupId, Group>,
): Map<GroupId, LayersOfCall> {
  const calls = new Map<GroupId, LayersOfCall>();
  layers.forEach(({ group }, position) => {
    for (let id = group ?? null; id !== null; id = groups.get(id)?.parent ?? null) {
      const around = groups.get(id);
      if (around?.kind !== 'function') continue;
      const call = calls.get(id) ?? { name: around.name, layers: new Set() };
      call.layers.add(position);
      calls.set(id, call);
    }
  });
  return calls;
}
