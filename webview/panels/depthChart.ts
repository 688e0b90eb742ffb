import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Look } from '../scene/look';
import { depthSeries, type DepthSeries } from '../state/depthSeries';
import { metrics } from '../state/metrics';
import type { Subject } from '../state/subject';
import type { ItemKey } from '../state/treeItems';
import { element } from './dom';

const HEIGHT = 190;
/** Above this many layers, dots would hide the line. */
const MOST_DOTS = 120;

/** A metric over depth on a log scale, the seeds as a band, linked to the graph by hover and click. */
export class DepthChart {
  private readonly plotted = element('div', { class: 'plot' });
  private readonly title = element('h3', {});
  readonly root = element(
    'section',
    { class: 'chart', 'aria-label': 'Gradient over depth', 'data-testid': 'chart' },
    this.title,
    this.plotted,
  );
  private plot: uPlot | undefined;
  private series: DepthSeries | undefined;
  /** What the plot was made of: hovering and selecting change none of it. */
  private shown: (Pick<Look, 'heat' | 'theme'> & { readonly subject: Subject }) | undefined;

  constructor(
    private readonly events: {
      hover(key: ItemKey | undefined): void;
      pick(key: ItemKey): void;
    },
  ) {
    this.plotted.addEventListener('click', () => {
      const key = this.series?.keys[this.plot?.cursor.idx ?? -1];
      if (key !== undefined) this.events.pick(key);
    });
    this.plotted.addEventListener('pointerleave', () => this.events.hover(undefined));
    new ResizeObserver(() =>
      this.plot?.setSize({ width: this.plotted.clientWidth, height: HEIGHT }),
    ).observe(this.plotted);
  }

  update(subject: Subject, look: Look): void {
    const { shown } = this;
    const isShown =
      shown?.subject === subject && shown.heat === look.heat && shown.theme === look.theme;
    if (isShown) return;
    this.shown = { subject, heat: look.heat, theme: look.theme };
    const series = depthSeries(subject, look.heat);
    this.series = series;
    this.plot?.destroy();
    this.plot = undefined;
    const metric = metrics[look.heat.metric];
    const seeds = subject.report.probe?.seeds ?? 0;
    this.title.textContent = `${metric.title} over depth${seeds > 1 ? ` · ${seeds} seeds` : ''}`;
    this.root.dataset['points'] = String(series.keys.length);
    if (series.keys.length === 0) {
      this.plotted.replaceChildren(
        element('p', { class: 'empty' }, 'Not measured in this report.'),
      );
      return;
    }
    this.plotted.replaceChildren();
    const { depth, value, least, most } = series;
    this.plot = new uPlot(
      this.options(look),
      [[...depth], [...value], [...least], [...most]],
      this.plotted,
    );
  }

  /** Moves the cursor to the layer that is hovered elsewhere. */
  point(key: ItemKey | undefined): void {
    const { plot, series } = this;
    if (!plot || !series || this.plotted.matches(':hover')) return;
    const at = key === undefined ? -1 : series.keys.indexOf(key);
    const x = series.depth[at];
    const y = series.value[at];
    const isHere = x !== undefined && y !== undefined;
    plot.setCursor(
      { left: isHere ? plot.valToPos(x, 'x') : -10, top: isHere ? plot.valToPos(y, 'y') : -10 },
      false,
    );
  }

  private options(look: Look): uPlot.Options {
    const { theme, heat } = look;
    const isLog = heat.scale.metric.decades > 0;
    const axis: uPlot.Axis = {
      stroke: theme.muted,
      font: `10px ${theme.font}`,
      grid: { stroke: withAlpha(theme.border), width: 1 },
      ticks: { stroke: theme.border, width: 0.5, size: 4 },
    };
    const format = (value: number | null): string =>
      value === null ? '' : heat.scale.metric.format(value);
    const band = { stroke: 'transparent', width: 0, points: { show: false } };
    return {
      width: Math.max(120, this.plotted.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 8, 0, 0],
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
      // Logarithmic; the name is in a const enum, which a bundler cannot see.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
      scales: { x: { time: false }, y: isLog ? { distr: 3 } : { range: [0, 1] } },
      axes: [
        { ...axis, size: 26, values: (_, ticks) => ticks.map((tick) => String(tick)) },
        { ...axis, size: 52, values: (_, ticks) => ticks.map(format) },
      ],
      series: [
        {},
        {
          stroke: theme.skips.identityAdd,
          width: 1.5,
          points: {
            show: (this.series?.keys.length ?? 0) <= MOST_DOTS,
            size: 4,
            fill: theme.skips.identityAdd,
          },
        },
        band,
        band,
      ],
      bands: [{ series: [3, 2], fill: withAlpha(theme.skips.identityAdd) }],
      hooks: {
        setCursor: [
          (plot) => {
            if (!this.plotted.matches(':hover')) return;
            const { idx } = plot.cursor;
            this.events.hover(typeof idx === 'number' ? this.series?.keys[idx] : undefined);
          },
        ],
      },
    };
  }
}

const withAlpha = (colour: string): string => `color-mix(in srgb, ${colour} 26%, transparent)`;
