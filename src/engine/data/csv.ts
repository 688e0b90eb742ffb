import { message } from '../../shared/words/message';
import { type NumberArray, unusable, type UserData } from './numberArray';

/** Names of the column of targets; else it is the last one. */
const targetNames = /^(y|targets?|labels?|class|species)$/i;

const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

interface Table {
  readonly label: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Splits off a header: a first row without a number, above a row with at least one. */
function tableOf(label: string, rows: readonly (readonly string[])[]): Table {
  const [first = [], second = []] = rows;
  const hasNames = rows.length > 1 && !first.some(isNumber) && second.some(isNumber);
  const names = hasNames ? first : first.map((_, column) => String(column + 1));
  return { label, names, rows: hasNames ? rows.slice(1) : rows };
}

/** Columns as one array of rows. Text is refused: only the column of targets may name its classes. */
function numbers({ label, names, rows }: Table, columns: readonly number[]): NumberArray {
  const values = new Float32Array(rows.length * columns.length);
  rows.forEach((row, i) => {
    columns.forEach((column, k) => {
      const cell = row[column] ?? '';
      if (!isNumber(cell)) {
        const values = { name: label, cell, column: names[column] ?? '' };
        throw unusable(message('data.no-number-in-cell', values));
      }
      values[i * columns.length + k] = Number(cell);
    });
  });
  const contents = { of: 'numbers', dtype: 'numbers' } as const;
  return { label, shape: [rows.length, columns.length], contents, values, isFlat: true };
}

/** The column of targets; texts become class numbers in their alphabetical order. */
function classes(table: Table, column: number): NumberArray {
  const cells = table.rows.map((row) => row[column] ?? '');
  const label = `${table.label} › ${table.names[column] ?? ''}`;
  if (cells.every(isNumber)) return { ...numbers(table, [column]), label, shape: [cells.length] };
  const names = [...new Set(cells)].sort();
  const values = Float32Array.from(cells, (cell) => names.indexOf(cell));
  return { label, shape: [cells.length], contents: { of: 'class names' }, values };
}

/**
 * Reads comma-separated rows: all columns as inputs, or (`withTarget`) all but the column of targets, which
 * is called `y`, `target`, `label` or `class`, or is the last.
 * Throws a `Failure` of code `unusable-data` that names the cell that is wrong.
 */
export async function parseCsv(
  label: string,
  text: string,
  withTarget: boolean,
): Promise<UserData> {
  const { parse } = await import('csv-parse/sync');
  let rows: string[][];
  try {
    rows = parse(text, { skipEmptyLines: true, bom: true, trim: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw unusable(message('data.no-table', { name: label, why }));
  }
  const table = tableOf(label, rows);
  const all = table.names.map((_, column) => column);
  if (!withTarget || all.length < 2) return { inputs: [numbers(table, all)], targets: [] };
  const named = table.names.findIndex((name) => targetNames.test(name));
  const target = named < 0 ? all.length - 1 : named;
  const features = all.filter((column) => column !== target);
  return { inputs: [numbers(table, features)], targets: [classes(table, target)] };
}
