import type { Group, GroupId } from '../../../shared/network/network';

/** One call of one function of the user's code: one object is one call. */
export interface SourceCall {
  readonly name: string;
}

/** A layer, or a nested model as a whole, with the calls that were running when it joined the network. */
export interface CalledUnit {
  /** Positions of its layers, ascending. */
  readonly layers: readonly number[];
  /** Outermost first. */
  readonly calls: readonly SourceCall[];
}

export interface CallGroups {
  readonly groups: readonly Group[];
  /** The innermost call's group of each unit, in the order of the units. */
  readonly homes: readonly (GroupId | undefined)[];
}

interface CallMembers {
  readonly units: number[];
  /** Position of its last layer. */
  last: number;
}

type Members = ReadonlyMap<SourceCall, CallMembers>;

/**
 * Groups units by the calls of functions that made them. A call makes a group where it made at least two
 * units, but not all, and nothing outside reads any of them before its last layer: then groups can be put
 * in the place of their layers. Of two calls that made the same, the inner one counts; a function
 * that calls itself is one group. `inputs` are those of all layers.
 */
export function callGroups(
  units: readonly CalledUnit[],
  inputs: readonly (readonly number[])[],
  around: GroupId | undefined,
  name: (base: string) => GroupId,
): CallGroups {
  const members = membersOf(units);
  const kept = keptCalls(units, members, inputs);
  const made = new Map<SourceCall, Group>();
  const homes = units.map(({ calls }) => {
    let home = around;
    for (const call of calls) {
      if (!kept.has(call)) continue;
      const known = made.get(call);
      const group = known ?? {
        ...{ id: name(`${call.name}()`), name: call.name, parent: home ?? null },
        ...({ kind: 'function', repeat: 1 } as const),
      };
      made.set(call, group);
      home = group.id;
    }
    return home;
  });
  return { groups: [...made.values()], homes };
}

function membersOf(units: readonly CalledUnit[]): Members {
  const members = new Map<SourceCall, CallMembers>();
  units.forEach(({ calls, layers }, unit) => {
    const last = layers.at(-1) ?? 0;
    for (const call of calls) {
      const known = members.get(call) ?? { units: [], last };
      known.units.push(unit);
      known.last = Math.max(known.last, last);
      members.set(call, known);
    }
  });
  return members;
}

function keptCalls(
  units: readonly CalledUnit[],
  members: Members,
  inputs: readonly (readonly number[])[],
): Set<SourceCall> {
  const sizeOf = (call: SourceCall): number => members.get(call)?.units.length ?? 0;
  const dropped = readEarly(units, members, inputs);
  for (const { calls } of units) {
    calls.forEach((call, depth) => {
      const inner = calls[depth + 1];
      const isRecursive = calls.findIndex(({ name }) => name === call.name) < depth;
      if (isRecursive || (inner && inner.name !== call.name && sizeOf(inner) === sizeOf(call))) {
        dropped.add(call);
      }
    });
  }
  const isGroup = ([call, { units: made }]: [SourceCall, CallMembers]): boolean =>
    made.length > 1 && made.length < units.length && !dropped.has(call);
  return new Set([...members].filter(isGroup).map(([call]) => call));
}

/** Calls of which something outside reads a layer before the last one. */
function readEarly(
  units: readonly CalledUnit[],
  members: Members,
  inputs: readonly (readonly number[])[],
): Set<SourceCall> {
  const callsOf = new Map(units.flatMap(({ layers, calls }) => layers.map((one) => [one, calls])));
  const found = new Set<SourceCall>();
  for (const [reader, own] of callsOf) {
    const read = (inputs[reader] ?? []).flatMap((producer) => callsOf.get(producer) ?? []);
    for (const call of read) {
      const last = members.get(call)?.last ?? 0;
      if (reader < last && !own.includes(call)) found.add(call);
    }
  }
  return found;
}
