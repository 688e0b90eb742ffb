import type { Group, GroupId } from '../../../shared/network/network';

/** One call of a function of the user's code, or one iteration of a loop; equal calls are different objects. */
export interface SourceCall {
  readonly name: string;
  /** Of an iteration: its number in its run of the loop, from 1. */
  readonly iteration?: number;
  /** Of an iteration: the line of the loop. */
  readonly line?: number;
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
 * Groups units by the calls of functions that made them. A call makes a group if it made at least two
 * units, but not all, and nothing outside reads any of them before its last layer: then groups can be put
 * in the place of their layers. Of two calls that made the same, the inner one counts, and a function before
 * an iteration; a function that calls itself is one group. `inputs` are those of all layers.
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
  const nameOf = namesOf(kept);
  const homes = units.map(({ calls }) => {
    let home = around;
    for (const call of calls) {
      if (!kept.has(call)) continue;
      const known = made.get(call);
      const isFunction = call.iteration === undefined;
      const shown = nameOf(call);
      const group = known ?? {
        id: name(isFunction ? `${shown}()` : shown),
        name: shown,
        parent: home ?? null,
        ...({ kind: isFunction ? 'function' : 'iteration', repeat: 1 } as const),
      };
      made.set(call, group);
      home = group.id;
    }
    return home;
  });
  return { groups: [...made.values()], homes };
}

/** `iteration 2`, or `iteration 2, line 12` if there are several loops. */
function namesOf(calls: ReadonlySet<SourceCall>): (call: SourceCall) => string {
  const lines = new Set([...calls].flatMap(({ line }) => line ?? []));
  return ({ name, iteration, line }) => {
    if (iteration === undefined) return name;
    return lines.size > 1 ? `${name} ${iteration}, line ${line}` : `${name} ${iteration}`;
  };
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
    const isRecursive = ({ name, iteration }: SourceCall, depth: number): boolean =>
      iteration === undefined && calls.findIndex((one) => isCallOf(one, name)) < depth;
    for (const call of calls.filter(isRecursive)) dropped.add(call);
    const others = calls.filter((call, depth) => !isRecursive(call, depth));
    for (const call of sayLess(others, sizeOf)) dropped.add(call);
  }
  const isGroup = ([call, { units: made }]: [SourceCall, CallMembers]): boolean =>
    made.length > 1 && made.length < units.length && !dropped.has(call);
  return new Set([...members].filter(isGroup).map(([call]) => call));
}

const isCallOf = (call: SourceCall, name: string): boolean =>
  call.iteration === undefined && call.name === name;

/** Of calls within each other that made the same, all but the innermost function, or iteration if there is none. */
function sayLess(calls: readonly SourceCall[], sizeOf: (call: SourceCall) => number): SourceCall[] {
  const found: SourceCall[] = [];
  let [kept] = calls;
  for (const call of calls.slice(1)) {
    const isSame = kept !== undefined && sizeOf(kept) === sizeOf(call);
    const isLess = isSame && call.iteration !== undefined && kept?.iteration === undefined;
    if (isSame && kept) found.push(isLess ? call : kept);
    if (!isLess) kept = call;
  }
  return found;
}

/** Calls that have a layer which something outside reads before their last layer. */
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
