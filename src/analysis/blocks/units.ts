import type { Group, GroupId } from '../../shared/network/network';
import { at } from '../flow/lookup';
import type { Structure } from './structure';

/** A layer, or a group that the frontend gave, seen from the group that it lies in directly. */
export interface Unit {
  /** Positions of its layers, ascending. */
  readonly layers: readonly number[];
  readonly group?: GroupId;
}

/** One given group, or the whole network, with what lies in it directly. */
export interface Container {
  readonly id: GroupId | null;
  readonly units: readonly Unit[];
  /** The connections among the units; absent if the groups read each other in a cycle. */
  readonly structure?: Structure;
}

/** Splits the network along the given groups: blocks found in each container nest in them. */
export function containersOf(structure: Structure, groups: readonly Group[]): Container[] {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  const members = new Map<GroupId | null, Map<number | GroupId, number[]>>();
  const place = (container: GroupId | null, member: number | GroupId, layer: number) => {
    const list = members.get(container) ?? new Map<number | GroupId, number[]>();
    members.set(container, list);
    const layers = list.get(member);
    if (layers) layers.push(layer);
    else list.set(member, [layer]);
  };
  structure.layers.forEach((layer, position) => {
    let [member, container]: [number | GroupId, GroupId | null] = [position, layer.group ?? null];
    for (;;) {
      place(container, member, position);
      if (container === null) break;
      [member, container] = [container, parents.get(container) ?? null];
    }
  });
  return [...members].map(([id, list]) => containerOf(structure, id, unitsOf(list)));
}

const unitsOf = (members: ReadonlyMap<number | GroupId, readonly number[]>): Unit[] =>
  [...members]
    .map(([member, layers]) =>
      typeof member === 'number' ? { layers } : { layers, group: member },
    )
    .sort((a, b) => at(a.layers, a.layers.length - 1) - at(b.layers, b.layers.length - 1));

function containerOf(whole: Structure, id: GroupId | null, units: readonly Unit[]): Container {
  const unitOf = new Map(units.flatMap(({ layers }, unit) => layers.map((layer) => [layer, unit])));
  const inputs = units.map(({ layers }, unit) => {
    const producers = layers.flatMap((layer) => at(whole.inputs, layer));
    const known = producers.flatMap((producer) => unitOf.get(producer) ?? []);
    return [...new Set(known)].filter((producer) => producer !== unit);
  });
  if (inputs.some((producers, unit) => producers.some((producer) => producer > unit))) {
    return { id, units };
  }
  const readers: number[][] = units.map(() => []);
  inputs.forEach((producers, unit) => producers.forEach((from) => at(readers, from).push(unit)));
  const leaves = (layer: number) =>
    whole.outputs.has(layer) || at(whole.readers, layer).some((reader) => !unitOf.has(reader));
  const outputs = new Set(units.flatMap(({ layers }, unit) => (layers.some(leaves) ? [unit] : [])));
  const lasts = units.map(({ layers }) => at(whole.layers, at(layers, layers.length - 1)));
  return { id, units, structure: { layers: lasts, inputs, readers, outputs } };
}
