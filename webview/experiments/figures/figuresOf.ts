import { meanOf } from '../../../src/shared/base/statistics';
import * as l10n from '@vscode/l10n';
import type {
  Arm,
  Comparison,
  ExperimentCell,
  ExperimentResult,
} from '../../../src/shared/experiment/experiment';
import { comparisonVerdict, measureText } from '../../../src/shared/words/experimentWords';
import { sentenceOf } from '../../../src/shared/words/sentence';
import type { Figure, FigureLine, IntervalsFigure, LinesFigure, PlaneFigure } from './figure';

/** Networks whose lines lie in one picture: more of them cannot be told apart. */
const MOST_LINES = 6;

type Column = readonly (number | null)[];

const doneOf = ({ cells }: ExperimentResult, arm: string): ExperimentCell[] =>
  cells.filter((cell) => cell.arm === arm);

/** Networks that are drawn: those that are not about a single skip. */
const drawn = ({ arms }: ExperimentResult): Arm[] =>
  arms.filter(({ skip }) => skip === undefined).slice(0, MOST_LINES);

/** The numbers of several columns at one place. */
const at = (columns: readonly Column[], i: number): number[] =>
  columns.flatMap((column) => column[i] ?? []);

/** The mean of some columns with the range that they span; none if no seed has a number. */
function spanned(columns: readonly Column[], length: number) {
  const of = (from: (values: readonly number[]) => number): Column =>
    Array.from({ length }, (_, i) => {
      const values = at(columns, i);
      return values.length > 0 ? from(values) : null;
    });
  const several = columns.length > 1;
  return {
    values: of(meanOf),
    ...(several && {
      low: of((values) => Math.min(...values)),
      high: of((values) => Math.max(...values)),
    }),
  };
}

/** The name of a measure at the start of a title. */
const titled = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

interface Shown {
  readonly result: ExperimentResult;
  readonly older: boolean;
}

const labelOf = (arm: Arm, older: boolean): string => {
  const title = sentenceOf(arm.title);
  return older ? l10n.t('{0} (earlier)', title) : title;
};

/** The training curves of all results over their steps. */
function curves(shown: readonly Shown[]): LinesFigure[] {
  const points = shown.flatMap(({ result }) => result.cells.flatMap(({ curve = [] }) => curve));
  const x = [...new Set(points.map(([step]) => step))].sort((a, b) => a - b);
  if (x.length < 2) return [];
  const place = new Map(x.map((step, i) => [step, i]));
  const columnOf = ({ curve = [] }: ExperimentCell): Column => {
    const column = Array<number | null>(x.length).fill(null);
    for (const [step, loss] of curve) column[place.get(step) ?? 0] = loss;
    return column;
  };
  const lines = shown.flatMap(({ result, older }) =>
    drawn(result).flatMap((arm, tone): FigureLine[] => {
      const cells = doneOf(result, arm.id).filter(({ curve }) => curve !== undefined);
      if (cells.length === 0) return [];
      return [
        { label: labelOf(arm, older), tone, older, ...spanned(cells.map(columnOf), x.length) },
      ];
    }),
  );
  const log = lines.every(({ values }) => values.every((value) => value === null || value > 0));
  return lines.length > 0
    ? [
        {
          type: 'lines',
          x,
          log,
          lines,
          title: l10n.t('Training loss'),
          xTitle: l10n.t('training steps'),
        },
      ]
    : [];
}

const axes: Readonly<Record<string, () => string>> = {
  share: () => l10n.t('bodies on the path'),
  correlation: () => l10n.t('distance in points'),
  line: () => l10n.t('distance from the trained weights, −1 to 1'),
};

/** Series over blocks, which are counted from 1. */
const isCounted = (measure: string): boolean => /Without(Block|Shortcut)$/.test(measure);

/** Places of a series on its axis. */
function placesOf(measure: string, length: number): number[] {
  const first = isCounted(measure) ? 1 : 0;
  return Array.from({ length }, (_, i) =>
    measure === 'line' ? (2 * i) / (length - 1) - 1 : first + i,
  );
}

const axisOf = (measure: string): string =>
  isCounted(measure)
    ? l10n.t('blocks, first to last')
    : (axes[measure] ?? (() => l10n.t('layers, first to last')))();

/** Series that have no picture of their own: the curve shows them already. */
const inCurve = new Set(['loss']);

function seriesFigures(shown: readonly Shown[]): LinesFigure[] {
  const names = shown.flatMap(({ result }) => result.series.map(({ measure }) => measure));
  return [...new Set(names)]
    .filter((measure) => !inCurve.has(measure))
    .flatMap((measure): LinesFigure[] => {
      const columnsOf = (result: ExperimentResult, arm: string): Column[] =>
        doneOf(result, arm).flatMap(({ series }) => (series?.[measure] ? [series[measure]] : []));
      const lengths = shown.flatMap(({ result }) =>
        drawn(result).flatMap(({ id }) => columnsOf(result, id).map(({ length }) => length)),
      );
      const length = Math.max(0, ...lengths);
      if (length < 2) return [];
      const lines = shown.flatMap(({ result, older }) =>
        drawn(result).flatMap((arm, tone): FigureLine[] => {
          const columns = columnsOf(result, arm.id);
          if (columns.length === 0) return [];
          return [{ label: labelOf(arm, older), tone, older, ...spanned(columns, length) }];
        }),
      );
      return [
        {
          type: 'lines',
          log: false,
          dots: isCounted(measure),
          lines,
          x: placesOf(measure, length),
          title: titled(measureText(measure)),
          xTitle: axisOf(measure),
        },
      ];
    });
}

/** The seeds of a comparison as dots, beside what they are compared with: their own seed, or its mean. */
function dotsOf(result: ExperimentResult, comparison: Comparison): number[] {
  const { measure, arm, against, method, scale } = comparison;
  const isLog = scale === 'log';
  const numbers = (id: string): Map<number, number> =>
    new Map(
      doneOf(result, id).flatMap(({ seed, outcome, numbers: of }): [number, number][] => {
        const value = of[measure];
        return outcome === 'done' && value !== undefined
          ? [[seed, isLog ? Math.log(value) : value]]
          : [];
      }),
    );
  const [own, others] = [numbers(arm), numbers(against)];
  const mean = meanOf([...others.values()]);
  return [...own].flatMap(([seed, value]) => {
    const base = method === 'paired' ? others.get(seed) : mean;
    const difference = value - (base ?? NaN);
    const dot = isLog ? Math.exp(difference) : difference;
    return Number.isFinite(dot) ? [dot] : [];
  });
}

/** Single skips by what they change, the most first; all others stay before them. */
function ranked({ arms }: ExperimentResult, own: readonly Comparison[]): readonly Comparison[] {
  const single = new Set(arms.flatMap(({ id, skip }) => (skip === undefined ? [] : [id])));
  const sizeOf = ({ scale, value }: Comparison): number =>
    Math.abs(scale === 'log' ? Math.log(value) : value);
  return [
    ...own.filter(({ arm }) => !single.has(arm)),
    ...own.filter(({ arm }) => single.has(arm)).sort((a, b) => sizeOf(b) - sizeOf(a)),
  ];
}

function intervalFigures(result: ExperimentResult): IntervalsFigure[] {
  const titles = new Map(result.arms.map(({ id, title }) => [id, sentenceOf(title)]));
  const measures = [...new Set(result.comparisons.map(({ measure }) => measure))];
  return measures.map((measure) => {
    const own = ranked(
      result,
      result.comparisons.filter((each) => each.measure === measure),
    );
    const log = own[0]?.scale === 'log';
    const bases = new Set(own.map(({ against }) => against));
    const against = bases.size === 1 ? titles.get([...bases][0] ?? '') : undefined;
    return {
      type: 'intervals',
      log,
      neutral: log ? 1 : 0,
      title:
        against === undefined
          ? titled(measureText(measure))
          : l10n.t('{0}, compared with {1}', titled(measureText(measure)), against),
      rows: own.map((each) => ({
        label: titles.get(each.arm) ?? each.arm,
        value: each.value,
        low: each.low,
        high: each.high,
        dots: dotsOf(result, each),
        verdict: comparisonVerdict(each.verdict),
      })),
    };
  });
}

function planeFigures(result: ExperimentResult): PlaneFigure[] {
  const titles = new Map(result.arms.map(({ id, title }) => [id, sentenceOf(title)]));
  return result.cells.flatMap(({ arm, seed, plane }): PlaneFigure[] => {
    if (!plane) return [];
    const known = plane.loss.filter((value) => value !== null);
    const most = Math.max(...known);
    return [
      {
        type: 'plane',
        title: l10n.t('Loss around the weights of {0}, seed {1}', titles.get(arm) ?? arm, seed),
        points: plane.points,
        reach: plane.reach,
        loss: plane.loss.map((value) => value ?? most),
      },
    ];
  });
}

/** The pictures of a result, an older one lying under its lines. */
export function figuresOf(result: ExperimentResult, before?: ExperimentResult): Figure[] {
  const shown: Shown[] = [
    { result, older: false },
    ...(before ? [{ result: before, older: true }] : []),
  ];
  return [
    ...intervalFigures(result),
    ...planeFigures(result),
    ...seriesFigures(shown),
    ...curves(shown),
  ];
}
