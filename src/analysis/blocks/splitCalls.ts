import type { Group, GroupId, LayerNode, NetworkGraph } from '../../shared/network/network';
import { type CallKind, isCallKind } from './blocks';
import type { Call } from './fitCalls';
import type { Container } from './units';

/**
 * A network without the groups of function calls and loop iterations, and these groups by their containers.
 */
export interface SplitGraph {
  readonly graph: NetworkGraph;
  /** The calls within a model, by the units of its container. */
  readonly callsIn: (container: Container) => readonly Call[];
}

interface LayersOfCall {
  readonly name: string;
  readonly kind: CallKind;
  /** Positions of its layers. */
  readonly layers: Set<number>;
}

/** Separates groups that a frontend knows for sure (nested models) from those that must fit the blocks. */
export function splitCalls({ layers, groups, outputs }: NetworkGraph): SplitGraph {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const models = groups.filter(({ kind }) => !isCallKind(kind));
  const modelAround = (id: GroupId | null | undefined): GroupId | null => {
    let group = byId.get(id ?? ('' as GroupId));
    while (group && isCallKind(group.kind)) group = byId.get(group.parent ?? ('' as GroupId));
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
      return [...calls].flatMap(([call, { name, kind, layers: made }]) => {
        if (modelAround(call) !== id) return [];
        const inside = new Set([...made].flatMap((layer) => unitOf.get(layer) ?? []));
        return [{ name, kind, units: inside }];
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
      if (!around || !isCallKind(around.kind)) continue;
      const { name, kind } = around;
      const call = calls.get(id) ?? { name, kind, layers: new Set() };
      call.layers.add(position);
      calls.set(id, call);
    }
  });
  return calls;
}
