import { spacing } from './spacing';
import { groupBy } from '../state/groupBy';
import { fromFirstBox, type CellLayout, type CellShape } from './cellLayout';

/** Row of every box: one below the lowest of its producers. */
function rowsOf({ sizes, edges, startsAlone, endsAlone }: CellShape): number[] {
  const rows = sizes.map((_, at): number => (startsAlone && at > 0 ? 1 : 0));
  const from = groupBy(edges, (edge) => edge.from);
  for (let at = 0; at < rows.length; at++) {
    for (const edge of from.get(at) ?? [])
      rows[edge.to] = Math.max(rows[edge.to] ?? 0, (rows[at] ?? 0) + 1);
  }
  if (endsAlone && rows.length > 1) rows[rows.length - 1] = Math.max(...rows.slice(0, -1)) + 1;
  return rows;
}

/** Order within the rows: by the mean place of the producers, which reduces crossings. */
function orderRows(shape: CellShape, rows: readonly number[]): number[][] {
  const into = groupBy(shape.edges, (edge) => edge.to);
  const place = new Map<number, number>();
  const byRow = groupBy([...rows.keys()], (at) => rows[at] ?? 0);
  return [...byRow.keys()]
    .sort((a, b) => a - b)
    .map((row) => {
      const members = byRow.get(row) ?? [];
      const wish = new Map(
        members.map((at) => {
          const places = (into.get(at) ?? []).flatMap((edge) => place.get(edge.from) ?? []);
          const sum = places.reduce((total, value) => total + value, 0);
          return [at, places.length > 0 ? sum / places.length : 0];
        }),
      );
      members.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a - b);
      members.forEach((at, position) => place.set(at, position - (members.length - 1) / 2));
      return members;
    });
}

/**
 * The fallback if ELK would take too long: rows by longest path, centred, in linear time. Only
 * routes between neighbouring rows are given; the others go to lanes.
 */
export function layOutSimply(shape: CellShape): CellLayout {
  const rows = rowsOf(shape);
  const corners = shape.sizes.map(() => ({ x: 0, y: 0 }));
  const bottoms: number[] = [];
  let y = 0;
  for (const members of orderRows(shape, rows)) {
    const sizes = members.map((at) => shape.sizes[at] ?? { width: 0, height: 0 });
    const widths = sizes.reduce((total, { width }) => total + width, 0);
    let x = -(widths + spacing.column * (members.length - 1)) / 2;
    members.forEach((at, position) => {
      corners[at] = { x, y };
      x += (sizes[position]?.width ?? 0) + spacing.column;
    });
    y += Math.max(...sizes.map(({ height }) => height));
    bottoms.push(y);
    y += spacing.row + Math.min(60, 4 * members.length);
  }
  const routes = shape.edges.map(({ from, to }) => {
    const [a, b] = [corners[from], corners[to]];
    const [sizeA, sizeB] = [shape.sizes[from], shape.sizes[to]];
    if (!a || !b || !sizeA || !sizeB || rows[to] !== (rows[from] ?? 0) + 1) return undefined;
    const [start, end] = [a.x + sizeA.width / 2, b.x + sizeB.width / 2];
    const middle = ((bottoms[rows[from] ?? 0] ?? a.y) + b.y) / 2;
    return [start, a.y + sizeA.height, start, middle, end, middle, end, b.y];
  });
  return fromFirstBox({ corners, routes });
}
