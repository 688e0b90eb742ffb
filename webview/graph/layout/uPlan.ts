import { EdgeRole } from '../../../src/shared/protocol/layoutContract';
import type { Box, Frame } from './frames';

/** Members by the part of the U they belong to, level 0 at the top. */
export interface UPlan {
  /** Each level ends at a fork on the left and begins at its merge on the right. */
  readonly levels: readonly { readonly left: readonly Box[]; readonly right: readonly Box[] }[];
  readonly valley: readonly Box[];
}

/** The ends of a skip, as positions in a frame. */
interface Ends {
  readonly fork: number;
  readonly merge: number;
}

/** The long skips that lie within each other, outermost first. */
function nestedSkips({ members, edges }: Frame): Ends[] {
  const position = new Map(members.map((box, at) => [box, at]));
  const skips = edges
    .filter(({ role }) => role === EdgeRole.longSkip)
    .map(({ a, b }): Ends => ({ fork: position.get(a) ?? 0, merge: position.get(b) ?? 0 }))
    .sort((one, other) => one.fork - other.fork || other.merge - one.merge);
  const nested: Ends[] = [];
  for (const { fork, merge } of skips) {
    const outer = nested.at(-1) ?? { fork: -1, merge: Infinity };
    if (fork > outer.fork && merge < outer.merge && merge > fork + 1) nested.push({ fork, merge });
  }
  return nested;
}

/** Splits a frame with encoder-to-decoder skips into the sides of a U; `undefined` if it is none. */
export function planU(frame: Frame): UPlan | undefined {
  const { members, doors } = frame;
  const skips = nestedSkips(frame);
  const innermost = skips.at(-1);
  const ends = [members[0], members.at(-1)];
  if (!innermost || [...doors].some((box) => !ends.includes(box))) return undefined;
  return {
    levels: skips.map(({ fork, merge }, level) => {
      const outer = skips[level - 1] ?? { fork: -1, merge: members.length };
      return {
        left: members.slice(outer.fork + 1, fork + 1),
        right: members.slice(merge, outer.merge),
      };
    }),
    valley: members.slice(innermost.fork + 1, innermost.merge),
  };
}
