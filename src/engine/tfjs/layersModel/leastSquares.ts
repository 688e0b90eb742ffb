/**
 * The coefficients with which the columns of `rows` add up to `values`, by the normal equations. `undefined` if
 * they miss an entry by more than `tolerance` of the largest one, or if the columns depend on each other.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  tolerance: number,
): number[] | undefined {
  const size = rows[0]?.length ?? 0;
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_column, k) => total(rows, (row) => at(row, i) * at(row, k))),
    total(rows, (row, index) => at(row, i) * at(values, index)),
  ]);
  const found = solve(system);
  if (!found) return undefined;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const fits = rows.every((row, index) => {
    const sum = row.reduce((all, value, i) => all + value * at(found, i), 0);
    return Math.abs(sum - at(values, index)) <= tolerance * largest;
  });
  return fits ? found : undefined;
}

const at = (values: readonly number[], index: number): number => values[index] ?? NaN;
const total = (
  rows: readonly (readonly number[])[],
  of: (row: readonly number[], index: number) => number,
): number => rows.reduce((sum, row, index) => sum + of(row, index), 0);

/** Below this share of the first pivot, a column is a sum of others. */
const DEPENDENT = 1e-9;

/** Gaussian elimination with pivots, of equations whose last entry is the right side. */
function solve(system: number[][]): number[] | undefined {
  const size = system.length;
  const scale = system.reduce((most, row, i) => Math.max(most, Math.abs(at(row, i))), 0);
  for (let column = 0; column < size; column++) {
    const below = system.slice(column);
    const pivot = below.reduce((best, row) =>
      Math.abs(at(row, column)) > Math.abs(at(best, column)) ? row : best,
    );
    if (!(Math.abs(at(pivot, column)) > DEPENDENT * scale)) return undefined;
    const place = system.indexOf(pivot);
    [system[column], system[place]] = [pivot, system[column] ?? pivot];
    for (const row of system) {
      if (row !== pivot) eliminate(row, pivot, column);
    }
  }
  return system.map((row, i) => at(row, size) / at(row, i));
}

function eliminate(row: number[], pivot: readonly number[], column: number): void {
  const factor = at(row, column) / at(pivot, column);
  for (let i = column; i < row.length; i++) row[i] = at(row, i) - factor * at(pivot, i);
}
