import { groupBy } from '../state/groupBy';
import { reversed, sideLeg, type Leg } from './legs';
import type { Band, Frame, FrameEdge } from './frames';
import { spacing, type Side } from './spacing';

interface Arc {
  readonly edge: FrameEdge;
  readonly out: Leg;
  readonly back: Leg;
}

/** A lane along the side of a column that several edges from one source share, like the teeth of a comb. */
interface Bus {
  readonly arcs: readonly Arc[];
  readonly top: number;
  readonly bottom: number;
}

function gatherBuses(arcs: readonly Arc[]): Bus[] {
  const buses = [...groupBy(arcs, ({ edge }) => `${edge.from.index}:${edge.role}`).values()].map(
    (shared): Bus => {
      const ys = shared.flatMap(({ out, back }) => [out.y, back.y]);
      return { arcs: shared, top: Math.min(...ys), bottom: Math.max(...ys) };
    },
  );
  // Short ones hug the column; long ones go around them.
  return buses.sort((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top);
}

/** The outer reach of the column at every height; grows as lanes are taken. */
class Frontier {
  private readonly heights: Float64Array;
  private readonly reach: Float64Array;

  constructor(bands: readonly Band[], buses: readonly Bus[], border: (band: Band) => number) {
    const heights = [...bands, ...buses].flatMap(({ top, bottom }) => [top, bottom]);
    this.heights = Float64Array.from(new Set(heights)).sort();
    this.reach = new Float64Array(this.heights.length).fill(-Infinity);
    for (const band of bands) {
      const [from, to] = this.span(band);
      this.reach.fill(border(band), from, to);
    }
  }

  take(bus: Bus, step: number): number {
    const [from, to] = this.span(bus);
    let furthest = -Infinity;
    for (let at = from; at < to; at++) furthest = Math.max(furthest, this.reach[at] ?? 0);
    const lane = furthest + step;
    this.reach.fill(lane, from, to);
    return lane;
  }

  private span({ top, bottom }: { top: number; bottom: number }): [number, number] {
    const from = this.indexOf(top);
    return [from, Math.max(from + 1, this.indexOf(bottom))];
  }

  private indexOf(y: number): number {
    let low = 0;
    let high = this.heights.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.heights[middle] ?? 0) < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Routes edges along one side of a column of bands, outside all boxes: out of the source, along a lane,
 * into the target. Returns the distance of the outermost lane, or 0 if there is none.
 */
export function routeLanes(
  frame: Frame,
  edges: readonly FrameEdge[],
  bands: readonly Band[],
  side: Side,
): number {
  const outwards = side === 'right' ? 1 : -1;
  const border = (band: Band): number =>
    Math.max(...band.members.map((box) => (side === 'right' ? box.x + box.width : -box.x))) +
    spacing.firstLane -
    spacing.lane;
  const arcs = edges.map((edge): Arc => ({
    edge,
    out: sideLeg(edge.from, frame, { side, end: 'leave' }),
    back: sideLeg(edge.to, frame, { side, end: 'arrive' }),
  }));
  const buses = gatherBuses(arcs);
  const step = Math.min(spacing.lane, spacing.widestLanes / Math.max(1, buses.length));
  const frontier = new Frontier(bands, buses, border);
  let furthest = 0;
  for (const bus of buses) {
    const lane = frontier.take(bus, step);
    furthest = Math.max(furthest, lane);
    for (const { edge, out, back } of bus.arcs) {
      const x = outwards * lane;
      frame.routes.set(edge.index, [...out.points, x, out.y, x, back.y, ...reversed(back.points)]);
    }
  }
  return furthest;
}
