import type { LayerId } from '../../shared/network/network';
import type { Skip, SkipKind, SkipReach } from '../../shared/report/report';

/** A vertical line of the drawing: one fork and the merges it feeds, or all of a dense block. */
interface Lane {
  readonly from: number;
  /** Further forks, in a comb. */
  readonly forks: readonly number[];
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

/** The most interleaved forks that read better as a line each than as one comb. */
const MOST_IN_DENSE = 3;

/**
 * Skips as brackets beside the rows of a layer table: a line leaves at the fork (`╭─`) and comes back at
 * each of its merges (`╰▸`). Short skips hug the layers, long ones run outside of them. The crowd of a dense
 * block, where every layer reads all before it, is one comb with a tooth (`├─`) for each fork.
 */
export function drawSkips(
  layers: readonly LayerId[],
  skips: readonly Skip[],
  paint: (text: string, kind: SkipKind) => string = (text) => text,
): SkipColumn {
  const lanes = combed(lanesOf(layers, skips));
  const columns = placeLanes(lanes);
  const shown = columns.slice(0, MOST_LANES);
  const hidden = columns.slice(MOST_LANES).flat();
  const rows = layers.map((_, row) => drawRow(row, [...shown].reverse(), paint));
  return { rows, hidden: hidden.reduce((sum, lane) => sum + lane.ends.length, 0) };
}

function lanesOf(layers: readonly LayerId[], skips: readonly Skip[]): Lane[] {
  const rowOf = new Map(layers.map((layer, row) => [layer, row]));
  const lanes = new Map<string, Lane & { ends: number[] }>();
  for (const { from, to, kind, reach } of skips) {
    const [start, end] = [rowOf.get(from), rowOf.get(to)];
    if (start === undefined || end === undefined) continue;
    const key = `${start} ${kind} ${reach}`;
    const lane = lanes.get(key) ?? { from: start, forks: [], ends: [], kind, reach };
    lane.ends.push(end);
    lanes.set(key, lane);
  }
  return [...lanes.values()];
}

/** Joins short concatenations that interleave, if there are many. */
function combed(lanes: readonly Lane[]): Lane[] {
  const isDense = ({ kind, reach }: Lane): boolean => kind === 'concat' && reach === 'short';
  const crowds: Lane[][] = [];
  let end = -1;
  for (const lane of lanes.filter(isDense).sort((a, b) => a.from - b.from)) {
    if (lane.from < end) crowds.at(-1)?.push(lane);
    else crowds.push([lane]);
    end = Math.max(end, lastRow(lane));
  }
  const joined = crowds.flatMap((crowd) => (crowd.length > MOST_IN_DENSE ? comb(crowd) : crowd));
  return [...lanes.filter((lane) => !isDense(lane)), ...joined];
}

function comb([first, ...others]: readonly Lane[]): Lane[] {
  if (!first) return [];
  const forks = others.map(({ from }) => from);
  const ends = new Set([first, ...others].flatMap((lane) => lane.ends));
  return [{ ...first, forks, ends: [...ends] }];
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

const touches = ({ from, forks, ends }: Lane, row: number): boolean =>
  from === row || forks.includes(row) || ends.includes(row);

/** Outermost column first. A line that leaves a column runs to the layer and crosses those inside of it. */
function drawRow(
  row: number,
  columns: readonly (readonly Lane[])[],
  paint: (text: string, kind: SkipKind) => string,
): string {
  let running: SkipKind | undefined;
  let drawn = '';
  const arrives = columns.some((column) => column.some(({ ends }) => ends.includes(row)));
  for (const [place, column] of columns.entries()) {
    const here = column.filter((lane) => lane.from <= row && row <= lastRow(lane));
    const mark = markAt(row, here, running !== undefined);
    const kind = here.at(-1)?.kind ?? running;
    if (here.some((lane) => touches(lane, row))) running = kind;
    const tip = arrives && place === columns.length - 1 ? '▸' : '─';
    const text = mark + (running ? tip : ' ');
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
  if (!lanes.some((lane) => touches(lane, row))) return 'beside';
  if (!lanes.some((lane) => lane.from < row)) return 'start';
  return lanes.some((lane) => row < lastRow(lane)) ? 'through' : 'end';
}
