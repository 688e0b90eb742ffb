import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { element } from './elements';
import type { Theme } from './theme';

/** Values by position on the x axis; `null` if there is none. */
type Column = readonly (number | null)[];

interface Dots {
  readonly size: number;
  readonly stroke?: string;
  readonly fill: string;
}

/** A line over x, dots at its values, or both; gaps are bridged. */
export interface Line {
  readonly type: 'line';
  readonly values: Column;
  readonly colour?: string;
  readonly dash?: readonly number[];
  readonly dots?: Dots;
}

/** The area between two columns. */
export interface Band {
  readonly type: 'band';
  readonly low: Column;
  readonly high: Column;
  readonly colour: string;
  /** Gaps are bridged, as those of lines are. */
  readonly bridged?: boolean;
}

/** The canvas of a chart with the places of its values, in device pixels. */
export interface ChartCanvas {
  readonly context: CanvasRenderingContext2D;
  /** Upper edge of the plot. */
  readonly top: number;
  readonly xOf: (value: number) => number;
}

export interface ChartContent {
  readonly theme: Theme;
  readonly x: readonly number[];
  /** In the order in which they are drawn. */
  readonly series: readonly (Line | Band)[];
  /** Logarithmic, or linear from one value to another. */
  readonly scale: 'log' | readonly [from: number, to: number];
  readonly format: (value: number) => string;
  /** Labels of the x axis; the numbers themselves where it is absent. */
  readonly formatX?: (value: number) => string;
  /** Drawn above the plot, in a strip of this many CSS pixels. */
  readonly strip?: {
    readonly height: number;
    readonly draw: (canvas: ChartCanvas) => void;
  };
}

/** Room above a plot without a strip, in CSS pixels. */
const TOP = 8;
const SMALLEST = 120;

const withAlpha = (colour: string, percent: number): string =>
  // oxlint-disable-next-line skipscope/texts -- a colour, no text
  `color-mix(in srgb, ${colour} ${percent}%, transparent)`;

/** Steps between ticks that have no parts: 1, 2, 5, 10 and so on. */
const wholeSteps = Array.from({ length: 12 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

function axes({ theme, format, formatX = String, x }: ChartContent): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: theme.muted,
    font: `10px ${theme.font}`,
    grid: { stroke: withAlpha(theme.border, 26), width: 1 },
    ticks: { stroke: theme.border, width: 0.5, size: 4 },
  };
  return [
    {
      ...axis,
      size: 26,
      values: (_, ticks) => ticks.map((tick) => formatX(tick)),
      ...(x.every(Number.isInteger) && { incrs: wholeSteps }),
    },
    {
      ...axis,
      size: 52,
      values: (_, ticks: readonly (number | null)[]) =>
        ticks.map((tick) => (tick === null ? '' : format(tick))),
    },
  ];
}

const invisible: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };

function lineSeries({ colour, dash, dots }: Line): uPlot.Series {
  const points = dots ? { show: true, ...dots } : { show: false };
  if (colour === undefined) return { stroke: 'transparent', points };
  return { stroke: colour, width: 1.5, spanGaps: true, ...(dash && { dash: [...dash] }), points };
}

/** Series, columns and bands as uPlot wants them: it refers to columns by number, x is 0. */
function plotSeries({ x, series }: ChartContent) {
  const columns: Column[] = [x];
  const made: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const part of series) {
    if (part.type === 'line') {
      columns.push(part.values);
      made.push(lineSeries(part));
    } else {
      const low = columns.push(part.low) - 1;
      const high = columns.push(part.high) - 1;
      const edge = part.bridged ? { ...invisible, spanGaps: true } : invisible;
      made.push(edge, edge);
      bands.push({ series: [high, low], fill: withAlpha(part.colour, 20) });
    }
  }
  return { series: made, bands, data: columns.map((column) => [...column]) as uPlot.AlignedData };
}

function drawStrip(plot: uPlot, { strip }: ChartContent): void {
  if (!strip) return;
  const { ctx: context, bbox } = plot;
  context.save();
  strip.draw({ context, top: bbox.top, xOf: (value) => plot.valToPos(value, 'x', true) });
  context.restore();
}

export interface ChartEvents {
  /** The pointer moved to the values at this position, or away. */
  hover(index: number | undefined): void;
  pick(index: number): void;
}

/** Lines over a common x axis; as large as the page gives it room. */
export class LineChart {
  readonly root = element('div', { class: 'plot' });
  private plot: uPlot | undefined;

  constructor(private readonly events: ChartEvents) {
    this.root.addEventListener('click', () => {
      const index = this.plot?.cursor.idx;
      if (index !== undefined && index !== null) events.pick(index);
    });
    this.root.addEventListener('pointerleave', () => events.hover(undefined));
    new ResizeObserver(() => this.plot?.setSize(this.size)).observe(this.root);
  }

  /** A column that is hidden gives no room. */
  private get size(): { width: number; height: number } {
    const { clientWidth, clientHeight } = this.root;
    return { width: Math.max(SMALLEST, clientWidth), height: Math.max(SMALLEST, clientHeight) };
  }

  show(content: ChartContent): void {
    this.clear();
    const { series, bands, data } = plotSeries(content);
    this.plot = new uPlot(
      {
        ...this.size,
        legend: { show: false },
        padding: [content.strip?.height ?? TOP, 16, 0, 0],
        cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
        scales: { x: { time: false }, y: yScale(content) },
        axes: axes(content),
        series,
        bands,
        hooks: {
          draw: [(plot) => drawStrip(plot, content)],
          setCursor: [({ cursor }) => this.hover(cursor.idx ?? undefined)],
        },
      },
      data,
      this.root,
    );
  }

  /** Shows a sentence instead of a plot. */
  showText(text: string): void {
    this.clear();
    this.root.append(element('p', { class: 'empty' }, text));
  }

  /** Moves the cursor to a point that is hovered elsewhere; while the pointer is in the chart it stays. */
  point(at: { readonly x: number; readonly y: number } | undefined): void {
    const { plot } = this;
    if (!plot || this.isHovered) return;
    const place = at
      ? { left: plot.valToPos(at.x, 'x'), top: plot.valToPos(at.y, 'y') }
      : { left: -10, top: -10 };
    plot.setCursor(place, false);
  }

  private get isHovered(): boolean {
    return this.root.matches(':hover');
  }

  private hover(index: number | undefined): void {
    if (this.isHovered) this.events.hover(index);
  }

  private clear(): void {
    this.plot?.destroy();
    this.plot = undefined;
    this.root.replaceChildren();
  }
}

function yScale({ scale }: ChartContent): uPlot.Scale {
  // Logarithmic; the name is in a const enum, which a bundler cannot see.
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
  return scale === 'log' ? { distr: 3 } : { range: [scale[0], scale[1]] };
}
