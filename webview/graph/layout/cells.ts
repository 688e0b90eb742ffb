import { EdgeRole } from '../../../src/shared/protocol/layoutContract';
import type { Box, FrameEdge } from './frames';

/**
 * A part between two boxes that all flow passes through, for example from the fork of a
 * projection to its merge. `inner` is empty if one box simply follows the other.
 */
export interface Cell {
  readonly top: Box;
  readonly inner: readonly Box[];
  readonly bottom: Box | undefined;
  readonly edges: readonly FrameEdge[];
}

/** Tells the edges that decide places; the others are routed around the placed boxes. */
const shapes = (edge: FrameEdge): boolean =>
  edge.role === EdgeRole.flow || edge.role === EdgeRole.branch;

/** Jumps over more boxes than this go to a lane: one mask that feeds 96 blocks must not tie them together. */
const FAR = 64;

/** Members of a column with the edges that shape it, both by position. */
interface Ordered {
  readonly position: ReadonlyMap<Box, number>;
  readonly edges: readonly { readonly edge: FrameEdge; readonly i: number; readonly j: number }[];
}

function order(members: readonly Box[], edges: readonly FrameEdge[]): Ordered {
  const position = new Map(members.map((box, at) => [box, at]));
  return {
    position,
    edges: edges.flatMap((edge) => {
      const i = position.get(edge.a);
      const j = position.get(edge.b);
      if (i === undefined || j === undefined || !shapes(edge) || j <= i) return [];
      return j - i > FAR ? [] : [{ edge, i, j }];
    }),
  };
}

/** `true` for every member that no edge passes by. */
function findWaists(count: number, edges: Ordered['edges']): boolean[] {
  const change = new Array<number>(count + 1).fill(0);
  for (const { i, j } of edges) {
    if (j - i < 2) continue;
    change[i + 1] = (change[i + 1] ?? 0) + 1;
    change[j] = (change[j] ?? 0) - 1;
  }
  let passing = 0;
  return Array.from({ length: count }, (_, at) => (passing += change[at] ?? 0) === 0);
}

/** Cuts a column at its waists into cells that can be laid out by themselves. */
export function cutCells(members: readonly Box[], edges: readonly FrameEdge[]): Cell[] {
  const ordered = order(members, edges);
  const waists = findWaists(members.length, ordered.edges);
  const starts = waists.flatMap((isWaist, at) => (isWaist ? [at] : []));
  const edgesFrom: FrameEdge[][] = members.map(() => []);
  for (const { edge, i } of ordered.edges) edgesFrom[i]?.push(edge);
  return starts.flatMap((start, which) => {
    const end = starts[which + 1] ?? members.length;
    const top = members[start];
    if (!top) return [];
    return {
      top,
      inner: members.slice(start + 1, end),
      bottom: members[end],
      edges: edgesFrom.slice(start, end).flat(),
    };
  });
}
