import type { ExperimentResult } from '../shared/experiment/experiment';

const field = (value: string | number): string => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One row per arm, seed, measure and step, which pandas and R read as it is. */
export function experimentCsv({ experiment, cells }: ExperimentResult): string {
  const rows = cells.flatMap(({ arm, seed, numbers, curve = [], series = {} }) => [
    ...Object.entries(numbers).map(([name, value]) => [experiment, arm, seed, name, '', value]),
    ...curve.map(([step, loss]) => [experiment, arm, seed, 'training loss', step, loss ?? '']),
    ...Object.entries(series).flatMap(([name, values]) =>
      values.map((value, step) => [experiment, arm, seed, name, step, value ?? '']),
    ),
  ]);
  const all = [['experiment', 'arm', 'seed', 'measure', 'step', 'value'], ...rows];
  return all.map((row) => `${row.map(field).join(',')}\n`).join('');
}
