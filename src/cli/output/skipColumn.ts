import type { LayerId } from '../../shared/network/network';
import type { Skip, SkipKind, SkipReach } from '../../shared/report/report';

/** A vertical line of the drawing: one fork and the merges it feeds. */
interface Lane {
  readonly from: number;
  readonly ends: readonly number[];
  readonly kind: SkipKind;
  readonly reach: SkipReach;
}

export interface SkipColumn {
  /** One text per layer, all equally wide. */
  readonly rows: readonly string[];
  /** Skips that found no room. */
  readonly hidden: number;
}

/** Beyond this the brackets hide the layers instead of explaining them. */
const MOST_LANES = 10;

/**
 * Skips as brackets beside the rows of a layer table: a line leaves at the fork (`╭`) and comes back at
 * each of its merges (`╰`). Short skips hug the layers, long ones run outside of them.
 */
export function drawSkips(
  layers: readonly LayerId[],
  skips: readonly Skip[],
  paint: (text: string, kind: SkipKind) => string = (text) => text,
): SkipColumn {
  const lanes = lanesOf(layers, skips);
  const columns = placeLanes(lanes);
  const shown = columns.slice(0, MOST_LANES);
  const hidden = columns.slice(MOST_LANES).flat();
  const rows = layers.map((_, row) => drawRow(row, [...shown].reverse(), paint));
  return { rows, hidden: hidden.reduce((sum, lane) => sum + lane.ends.length, 0) };
}

function lanesOf(layers: readonly LayerId[], skips: readonly Skip[]): Lane[] {
  const rowOf = new Map(layers.map((layer, row) => [layer, row]));
  const lanes = new Map<
    string,
    { from: number; ends: number[]; kind: SkipKind; reach: SkipReach }
  >();
  for (const { from, to, kind, reach } of skips) {
    const [start, end] = [rowOf.get(from), rowOf.get(to)];
    if (start === undefined || end === undefined) continue;
    const key = `${start} ${kind} ${reach}`;
    const lane = lanes.get(key) ?? { from: start, ends: [], kind, reach };
    lane.ends.push(end);
    lanes.set(key, lane);
  }
  return [...lanes.values()];
}

const lastRow = ({ ends }: Lane): number => Math.max(...ends);

/** Columns from the layers outwards; a column takes lanes that do not overlap, though they may touch. */
function placeLanes(lanes: readonly Lane[]): Lane[][] {
  const columns: Lane[][] = [];
  const inwards = (lane: Lane): number => (lane.reach === 'short' ? 0 : 1);
  const length = (lane: Lane): number => lastRow(lane) - lane.from;
  const order = [...lanes].sort(
    (a, b) => inwards(a) - inwards(b) || length(a) - length(b) || a.from - b.from,
  );
  for (const lane of order) {
    const free = columns.find((column) => column.every((other) => !overlap(lane, other)));
    if (free) free.push(lane);
    else columns.push([lane]);
  }
  return columns;
}

const overlap = (a: Lane, b: Lane): boolean => a.from < lastRow(b) && b.from < lastRow(a);

/** Outermost column first. A line that leaves a column runs to the layer and crosses those inside of it. */
function drawRow(
  row: number,
  columns: readonly (readonly Lane[])[],
  paint: (text: string, kind: SkipKind) => string,
): string {
  let running: SkipKind | undefined;
  let drawn = '';
  for (const column of columns) {
    const here = column.filter((lane) => lane.from <= row && row <= lastRow(lane));
    const mark = markAt(row, here, running !== undefined);
    const kind = here.at(-1)?.kind ?? running;
    if (here.some((lane) => lane.from === row || lane.ends.includes(row))) running = kind;
    const text = mark + (running ? '─' : ' ');
    drawn += kind ? paint(text, kind) : text;
  }
  return drawn;
}

/** Plain, and where a line from outside runs through; by whether the line goes on above and below. */
const corners = { through: '├┼', end: '╰┴', start: '╭┬', beside: '│┼', none: ' ─' } as const;

function markAt(row: number, lanes: readonly Lane[], crossed: boolean): string {
  return corners[shapeAt(row, lanes)].charAt(crossed ? 1 : 0);
}

function shapeAt(row: number, lanes: readonly Lane[]): keyof typeof corners {
  if (lanes.length === 0) return 'none';
  const meets = lanes.some((lane) => lane.from === row || lane.ends.includes(row));
  if (!meets) return 'beside';
  if (!lanes.some((lane) => lane.from < row)) return 'start';
  return lanes.some((lane) => row < lastRow(lane)) ? 'through' : 'end';
}
