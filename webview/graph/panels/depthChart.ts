import * as l10n from '@vscode/l10n';
import { element } from '../../kit/elements';
import {
  LineChart,
  type Band,
  type ChartCanvas,
  type ChartContent,
  type Line,
} from '../../kit/lineChart';
import { counted } from '../../../src/shared/words/format';
import { unmeasuredCost } from '../../../src/shared/words/profileWords';
import { skipDashes, type Appearance } from '../scene/appearance';
import type { GraphTheme } from '../scene/theme';
import {
  depthSeries,
  isLogarithmic,
  skipSpans,
  type DepthSeries,
  type SkipSpan,
} from '../state/depthSeries';
import { ownHeat, type LayerHeat } from '../state/layerHeat';
import { isCostName, type MetricName } from '../state/metrics';
import { isRunMetric } from '../state/runNames';
import type { Subject } from '../state/subject';
import type { ItemKey } from '../state/treeItems';

/** Beyond this many arcs nothing can be told apart. */
const MOST_ARCS = 600;
/** Height of the strip of arcs above the plot, in CSS pixels. */
const ARCS_HEIGHT = 30;
/** Above this many layers, dots would hide the line. */
const MOST_DOTS = 120;

interface DepthChartEvents {
  hover(key: ItemKey | undefined): void;
  pick(key: ItemKey): void;
}

/** A metric over depth on a log scale, the seeds as a band, linked to the graph by hover and click. */
export class DepthChart {
  private readonly title = element('h2', {});
  private readonly chart: LineChart;
  readonly root: HTMLElement;
  private series: DepthSeries | undefined;
  /** The inputs of the plot: hovering and selecting change none of them. */
  private shown: (Pick<Appearance, 'heat' | 'theme'> & { readonly subject: Subject }) | undefined;

  constructor(events: DepthChartEvents) {
    this.chart = new LineChart({
      hover: (index) => events.hover(index === undefined ? undefined : this.series?.keys[index]),
      pick: (index) => {
        const key = this.series?.keys[index];
        if (key !== undefined) events.pick(key);
      },
    });
    this.root = element(
      'section',
      { class: 'chart', 'aria-label': l10n.t('Numbers over depth'), 'data-testid': 'chart' },
      this.title,
      this.chart.root,
    );
  }

  update(subject: Subject, appearance: Appearance): void {
    const { shown } = this;
    const { heat, theme } = appearance;
    if (shown?.subject === subject && shown.heat === heat && shown.theme === theme) return;
    this.shown = { subject, heat, theme };
    const series = depthSeries(subject, heat);
    this.series = series;
    const { title, format } =
      subject.comparing && !isRunMetric(heat.metric)
        ? ownHeat(subject, heat.metric, heat.step).scale.metric
        : heat.scale.metric;
    this.title.replaceChildren(
      l10n.t('{0} over depth', title()),
      element('small', {}, notesOn(subject, series, heat).join(' · ')),
    );
    this.root.dataset['points'] = String(series.keys.length);
    if (series.keys.length === 0) {
      this.chart.showText(emptyText(subject, heat.metric));
      return;
    }
    const spans = skipSpans(subject).slice(0, MOST_ARCS);
    this.chart.show({
      theme,
      x: series.depth,
      series: chartSeries(series, heat.faded ? { ...theme, text: theme.muted } : theme),
      scale: yScale(series, heat),
      format,
      ...(spans.length > 0 && {
        strip: { height: ARCS_HEIGHT, draw: (canvas) => drawArcs(canvas, spans, theme) },
      }),
    });
  }

  /** Moves the cursor to the layer that is hovered elsewhere. */
  point(key: ItemKey | undefined): void {
    const at = key === undefined ? -1 : (this.series?.keys.indexOf(key) ?? -1);
    const x = this.series?.depth[at];
    const y = this.series?.value[at];
    this.chart.point(x === undefined || y === undefined ? undefined : { x, y });
  }
}

function emptyText({ report }: Subject, metric: MetricName): string {
  if (isRunMetric(metric)) return l10n.t('Not measured by the watched run.');
  return isCostName(metric) ? unmeasuredCost(report) : l10n.t('Not measured in this report.');
}

/** Magnitudes on a log scale, parts of a total from nothing to the largest, shares from 0 to 1. */
function yScale({ value, most, before }: DepthSeries, heat: LayerHeat): ChartContent['scale'] {
  if (isLogarithmic(heat)) return 'log';
  if (!isCostName(heat.metric)) return [0, 1];
  const known = [...value, ...most, ...before].filter((each) => each !== null);
  return [0, Math.max(...known) * 1.05 || 1];
}

/** The main path with the band of its seeds, the layers on shortcuts, the older report. */
function chartSeries(series: DepthSeries, theme: GraphTheme): (Line | Band)[] {
  const { main, least, most, onSkips, before, keys, found } = series;
  const hasDots = keys.length <= MOST_DOTS;
  return [
    {
      type: 'line',
      values: main,
      colour: theme.text,
      ...(hasDots && { dots: { size: 4, fill: theme.text } }),
    },
    { type: 'band', low: least, high: most, colour: theme.text },
    {
      type: 'line',
      values: onSkips,
      dots: { size: 6, stroke: theme.skips.projectionAdd, fill: theme.background },
    },
    { type: 'line', values: before, colour: theme.muted, dash: [4, 3] },
    ...(['warning', 'error'] as const)
      .filter((severity) => found[severity].some((value) => value !== null))
      .map((severity): Line => ({
        type: 'line',
        values: found[severity],
        dots: { size: 7, fill: theme.severities[severity] },
      })),
  ];
}

/** Draws every skip as an arc over the stretch of depth that it passes by. */
function drawArcs(canvas: ChartCanvas, spans: readonly SkipSpan[], theme: GraphTheme): void {
  const { context, top, xOf } = canvas;
  const ratio = window.devicePixelRatio;
  const longest = Math.max(1, ...spans.map(({ from, to }) => to - from));
  context.lineWidth = ratio;
  for (const { from, to, kind } of spans) {
    const [left, right] = [xOf(from), xOf(to)];
    const height = (0.3 + 0.7 * Math.sqrt((to - from) / longest)) * (ARCS_HEIGHT - 6) * ratio;
    context.strokeStyle = theme.skips[kind];
    context.setLineDash(skipDashes[kind].map((dash) => (dash * ratio) / 2));
    context.beginPath();
    context.ellipse((left + right) / 2, top, (right - left) / 2, height, 0, Math.PI, 2 * Math.PI);
    context.stroke();
  }
}

function seedNote({ probe }: Subject['report']): string[] {
  const seeds = probe?.seeds ?? 0;
  return seeds > 1 ? [l10n.t('band: {0}', counted(seeds, 'seed'))] : [];
}

const quartileNote = ({ profile }: Subject['report'], hasBand: boolean): string[] =>
  hasBand ? [l10n.t('band: quartiles of {0}', counted(profile?.step?.steps ?? 0, 'step'))] : [];

const bandNote = (report: Subject['report'], metric: MetricName, hasBand: boolean): string[] =>
  isCostName(metric) ? quartileNote(report, hasBand) : seedNote(report);

/** The meaning of the marks in the chart, as far as they are in it. */
function notesOn(
  { report, comparing }: Subject,
  { onSkips, before, least, most }: DepthSeries,
  { metric }: LayerHeat,
): string[] {
  const hasBand = least.some((each, at) => each !== most[at]);
  const notes = isRunMetric(metric) ? [] : bandNote(report, metric, hasBand);
  if (onSkips.some((each) => each !== null)) notes.push(l10n.t('○ on a shortcut'));
  if (comparing || before.some((each) => each !== null)) notes.push(l10n.t('dashed: before'));
  return notes;
}
