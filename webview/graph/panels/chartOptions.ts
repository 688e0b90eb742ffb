import type uPlot from 'uplot';
import { skipDashes, type Look } from '../scene/look';
import type { Theme } from '../scene/theme';
import type { SkipSpan } from '../state/depthSeries';
import { metrics } from '../state/metrics';

/** Room above the plot for the skips. */
const ARCS = 30;
/** Above this many layers, dots would hide the line. */
const MOST_DOTS = 120;

/** What a chart shows and whom it tells. */
export interface ChartSubject {
  readonly spans: readonly SkipSpan[];
  /** How many layers have a number. */
  readonly layers: number;
  readonly size: { readonly width: number; readonly height: number };
  /** The pointer moved to the layer with this index, or away. */
  readonly pointed: (index: number | undefined) => void;
}

const withAlpha = (colour: string, percent: number): string =>
  // eslint-disable-next-line no-restricted-syntax -- a colour, no text
  `color-mix(in srgb, ${colour} ${percent}%, transparent)`;

function axes({ theme, heat }: Look): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: theme.muted,
    font: `10px ${theme.font}`,
    grid: { stroke: withAlpha(theme.border, 26), width: 1 },
    ticks: { stroke: theme.border, width: 0.5, size: 4 },
  };
  const { format } = metrics[heat.metric];
  return [
    { ...axis, size: 26, values: (_, ticks) => ticks.map((tick) => String(tick)) },
    {
      ...axis,
      size: 52,
      values: (_, ticks: readonly (number | null)[]) =>
        ticks.map((tick) => (tick === null ? '' : format(tick))),
    },
  ];
}

/** Depth, the main path with its band, the layers on shortcuts, the older report. */
function series({ theme }: Look, layers: number): uPlot.Series[] {
  const band = { stroke: 'transparent', width: 0, points: { show: false } };
  return [
    {},
    {
      stroke: theme.text,
      width: 1.5,
      spanGaps: true,
      points: { show: layers <= MOST_DOTS, size: 4, fill: theme.text },
    },
    band,
    band,
    {
      stroke: 'transparent',
      points: { show: true, size: 6, stroke: theme.skips.projectionAdd, fill: theme.background },
    },
    { stroke: theme.muted, width: 1.5, dash: [4, 3], spanGaps: true, points: { show: false } },
  ];
}

export function chartOptions(look: Look, subject: ChartSubject): uPlot.Options {
  const { theme, heat } = look;
  const { spans, layers, size, pointed } = subject;
  const isLog = metrics[heat.metric].decades > 0;
  return {
    ...size,
    legend: { show: false },
    padding: [spans.length > 0 ? ARCS : 8, 16, 0, 0],
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
    // Logarithmic; the name is in a const enum, which a bundler cannot see.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
    scales: { x: { time: false }, y: isLog ? { distr: 3 } : { range: [0, 1] } },
    axes: axes(look),
    series: series(look, layers),
    bands: [{ series: [3, 2], fill: withAlpha(theme.text, 20) }],
    hooks: {
      draw: [(plot) => drawArcs(plot, spans, theme)],
      setCursor: [({ cursor }) => pointed(cursor.idx ?? undefined)],
    },
  };
}

/** Every skip as an arc over the stretch of depth that it passes by. */
function drawArcs(plot: uPlot, spans: readonly SkipSpan[], theme: Theme): void {
  const { ctx, bbox } = plot;
  const ratio = window.devicePixelRatio;
  const longest = Math.max(1, ...spans.map(({ from, to }) => to - from));
  ctx.save();
  ctx.lineWidth = ratio;
  for (const { from, to, kind } of spans) {
    const [left, right] = [plot.valToPos(from, 'x', true), plot.valToPos(to, 'x', true)];
    const height = (0.3 + 0.7 * Math.sqrt((to - from) / longest)) * (ARCS - 6) * ratio;
    ctx.strokeStyle = theme.skips[kind];
    ctx.setLineDash(skipDashes[kind].map((dash) => (dash * ratio) / 2));
    ctx.beginPath();
    ctx.ellipse((left + right) / 2, bbox.top, (right - left) / 2, height, 0, Math.PI, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}
