import { EdgeRole } from '../../../src/shared/protocol/layoutContract';
import type { Box, Frame } from './frames';

/** Members by the part of the U they belong to, level 0 at the top. */
export interface UPlan {
  /** Each level ends at a fork on the left and begins at its merge on the right. */
  readonly levels: readonly { readonly left: readonly Box[]; readonly right: readonly Box[] }[];
  readonly valley: readonly Box[];
}

/** The long skips that lie within each other, outermost first, as positions of fork and merge. */
function nestedPairs(frame: Frame): [number, number][] {
  const position = new Map(frame.members.map((box, at) => [box, at]));
  const pairs = frame.edges
    .filter(({ role }) => role === EdgeRole.longSkip)
    .map(({ a, b }): [number, number] => [position.get(a) ?? 0, position.get(b) ?? 0])
    .sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const nested: [number, number][] = [];
  for (const [from, to] of pairs) {
    const [outerFrom, outerTo] = nested.at(-1) ?? [-1, Infinity];
    if (from > outerFrom && to < outerTo && to > from + 1) nested.push([from, to]);
  }
  return nested;
}

/** Splits a frame with encoder-to-decoder skips into the sides of a U; `undefined` where it is none. */
export function planU(frame: Frame): UPlan | undefined {
  const { members, doors } = frame;
  const pairs = nestedPairs(frame);
  const innermost = pairs.at(-1);
  const ends = [members[0], members.at(-1)];
  if (!innermost || [...doors].some((box) => !ends.includes(box))) return undefined;
  return {
    levels: pairs.map(([from, to], level) => {
      const [outerFrom, outerTo] = pairs[level - 1] ?? [-1, members.length];
      return { left: members.slice(outerFrom + 1, from + 1), right: members.slice(to, outerTo) };
    }),
    valley: members.slice(innermost[0] + 1, innermost[1]),
  };
}
