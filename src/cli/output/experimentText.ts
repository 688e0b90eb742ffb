import type {
  ExperimentResult,
  Measured,
  MeasuredSeries,
} from '../../shared/experiment/experiment';
import {
  comparedText,
  comparisonVerdict,
  durationText,
  holmText,
  measuredNumber,
  intervalText,
  rangeText,
} from '../../shared/words/experimentWords';
import { sentenceOf } from '../../shared/words/sentence';
import { table, type Colours } from '../terminal/terminal';

const titlesOf = ({ arms }: ExperimentResult): ReadonlyMap<string, string> =>
  new Map(arms.map(({ id, title }) => [id, sentenceOf(title)]));

function measuredRow(each: Measured, title: string) {
  const { measure, arm, mean, values, diverged } = each;
  const lost = diverged > 0 ? `${diverged} diverged` : '';
  return [
    `  ${title || arm}`,
    measure,
    measuredNumber(mean),
    intervalText(each),
    String(values.length),
    lost,
  ];
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

function comparisonTable(result: ExperimentResult, colours: Colours): string {
  if (result.comparisons.length === 0) return '';
  const titles = titlesOf(result);
  const heads = ['compared', 'with', 'measure', 'ratio', '95 %', 'Holm p', 'verdict'];
  const rows = result.comparisons.map((each) => [
    `  ${titles.get(each.arm) ?? each.arm}`,
    titles.get(each.against) ?? each.against,
    each.measure,
    comparedText(each),
    rangeText(each),
    holmText(each.holm),
    comparisonVerdict(each.verdict),
  ]);
  return `\n${table([headed(heads, colours), ...rows])}`;
}

const levels = '▁▂▃▄▅▆▇█';

/** A series as a line of blocks between its least and its largest value; gaps if there is none. */
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
    const ends = rangeText({ low: Math.min(...known), high: Math.max(...known) });
    return [`  ${titles.get(arm) ?? arm}`, measure, sparkline(thinned(mean)), ends];
  };
  const heads = ['networks', 'series', '', 'from least to largest'];
  return `\n${table([headed(heads, colours), ...result.series.map(row)])}`;
}

function missingText(missing: number): string {
  if (missing === 0) return '';
  return missing === 1 ? ', 1 cell is missing' : `, ${missing} cells are missing`;
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
  const gaps = missingText(missing);
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
