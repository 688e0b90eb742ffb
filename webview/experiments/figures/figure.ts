/** Values over an axis, with the range of the seeds around them. */
export interface FigureLine {
  readonly label: string;
  /** Lines of one network share a colour. */
  readonly tone: number;
  /** Of an older result that lies under the shown one. */
  readonly older: boolean;
  readonly values: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

export interface LinesFigure {
  readonly type: 'lines';
  readonly title: string;
  readonly x: readonly number[];
  readonly xTitle: string;
  /** The values are shown on a logarithmic axis. */
  readonly log: boolean;
  /** Values have a dot each: there is nothing between two places, and some lines have no value at one. */
  readonly dots?: boolean;
  readonly lines: readonly FigureLine[];
}

export interface IntervalRow {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** One for each seed. */
  readonly dots: readonly number[];
  readonly verdict: string;
}

/** Comparisons with their 95 % intervals. */
export interface IntervalsFigure {
  readonly type: 'intervals';
  readonly title: string;
  readonly log: boolean;
  /** The value where nothing differs: 1 for ratios, 0 for differences. */
  readonly neutral: number;
  readonly rows: readonly IntervalRow[];
}

/** The loss on a plane. */
export interface PlaneFigure {
  readonly type: 'plane';
  readonly title: string;
  readonly points: number;
  readonly reach: number;
  /** Row by row; where a loss was not finite, the largest of the others. */
  readonly loss: readonly number[];
}

export type Figure = LinesFigure | IntervalsFigure | PlaneFigure;
