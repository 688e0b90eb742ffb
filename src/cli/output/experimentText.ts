import type {
  Comparison,
  ExperimentResult,
  Measured,
  MeasuredSeries,
} from '../../shared/experiment/experiment';
import { formatGradient } from '../../shared/words/format';
import { sentenceOf } from '../../shared/words/sentence';
import { table, type Colours } from '../terminal/terminal';

/** A time: `40 s`, `3 min`, `2.5 h`. */
export function durationText(seconds: number): string {
  if (seconds < 100) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = seconds / 60;
  return minutes < 100 ? `${Math.round(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** Three significant digits, in scientific form where they need it. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 10_000)) return formatGradient(value);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(3);
}

const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${number(low)} to ${number(high)}`;

const titlesOf = ({ arms }: ExperimentResult): ReadonlyMap<string, string> =>
  new Map(arms.map(({ id, title }) => [id, sentenceOf(title)]));

const verdictText: Readonly<Record<Comparison['verdict'], string>> = {
  worse: 'worse',
  better: 'better',
  higher: 'higher',
  lower: 'lower',
  same: 'same',
  undecided: 'undecided',
  'too-few-seeds': 'too few seeds',
  diverged: 'diverged',
};

function measuredRow({ measure, arm, mean, values, diverged, ...of }: Measured, title: string) {
  const lost = diverged > 0 ? `${diverged} diverged` : '';
  return [`  ${title || arm}`, measure, number(mean), range(of), String(values.length), lost];
}

function measuredTable(result: ExperimentResult, colours: Colours): string {
  if (result.measured.length === 0) return '';
  const titles = titlesOf(result);
  const heads = ['networks', 'measure', 'mean', '95 %', 'seeds'];
  const rows = result.measured.map((each) => measuredRow(each, titles.get(each.arm) ?? each.arm));
  return `\n${table([headed(heads, colours), ...rows])}`;
}

const headed = (heads: readonly string[], colours: Colours): string[] =>
  heads.map((head, i) => (i === 0 ? colours.bold(head) : colours.dim(head)));

const HOLM_LEAST = 0.001;

function comparisonTable(result: ExperimentResult, colours: Colours): string {
  if (result.comparisons.length === 0) return '';
  const titles = titlesOf(result);
  const heads = ['compared', 'with', 'measure', 'ratio', '95 %', 'Holm p', 'verdict'];
  const rows = result.comparisons.map((each) => [
    `  ${titles.get(each.arm) ?? each.arm}`,
    titles.get(each.against) ?? each.against,
    each.measure,
    `${each.scale === 'log' ? '×' : each.value < 0 ? '' : '+'}${number(each.value)}`,
    range(each),
    each.holm < HOLM_LEAST ? `<${HOLM_LEAST}` : each.holm.toFixed(3),
    verdictText[each.verdict],
  ]);
  return `\n${table([headed(heads, colours), ...rows])}`;
}

const levels = '▁▂▃▄▅▆▇█';

/** A series as a line of blocks between its least and its largest value; gaps where there is none. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === null) return ' ';
      const share = most > least ? (value - least) / (most - least) : 0;
      return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))];
    })
    .join('');
}

const MOST_COLUMNS = 64;

/** Every so many places, so that a line holds them. */
const thinned = (values: readonly (number | null)[]): (number | null)[] => {
  const every = Math.ceil(values.length / MOST_COLUMNS);
  return values.filter((_, i) => i % every === 0);
};

function seriesTable(result: ExperimentResult, colours: Colours): string {
  if (result.series.length === 0) return '';
  const titles = titlesOf(result);
  const row = ({ measure, arm, mean }: MeasuredSeries): string[] => {
    const known = mean.filter((value) => value !== null);
    const ends = `${number(Math.min(...known))} to ${number(Math.max(...known))}`;
    return [`  ${titles.get(arm) ?? arm}`, measure, sparkline(thinned(mean)), ends];
  };
  const heads = ['networks', 'series', '', 'from least to largest'];
  return `\n${table([headed(heads, colours), ...result.series.map(row)])}`;
}

/** A result in words: what it says, the tables behind it, how it was measured, and how to repeat it. */
export function experimentText(
  result: ExperimentResult,
  command: string,
  colours: Colours,
): string {
  const { verdict, method, cost, runtime } = result;
  const { cpuSeconds, missing } = cost;
  const sentences = verdict.sentences.map((each) => `${sentenceOf(each)}\n`);
  const [first = '', ...others] = sentences;
  const gaps = missing > 0 ? `, ${missing} cells are missing` : '';
  const how = [
    ...method.map(sentenceOf),
    `${runtime.library} ${runtime.version}, ${runtime.backend} on ${runtime.device}; ${durationText(cpuSeconds)} of processor time${gaps}.`,
  ];
  return [
    colours.bold(first),
    ...others,
    measuredTable(result, colours),
    comparisonTable(result, colours),
    seriesTable(result, colours),
    `\n${how.map((each) => colours.dim(`${each}\n`)).join('')}`,
    colours.dim(`${command}\n`),
  ].join('');
}

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
