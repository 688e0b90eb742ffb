import * as l10n from '@vscode/l10n';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { counted } from '../../../src/shared/words/format';
import type { Look } from '../scene/look';
import { depthSeries, skipSpans, type DepthSeries, type SkipSpan } from '../state/depthSeries';
import { metrics } from '../state/metrics';
import type { Subject } from '../state/subject';
import type { ItemKey } from '../state/treeItems';
import { chartOptions } from './chartOptions';
import { element } from '../../kit/elements';

/** Beyond this many arcs nothing can be told apart. */
const MOST_ARCS = 600;

/** A metric over depth on a log scale, the seeds as a band, linked to the graph by hover and click. */
export class DepthChart {
  private readonly plotted = element('div', { class: 'plot' });
  private readonly title = element('h2', {});
  readonly root = element(
    'section',
    { class: 'chart', 'aria-label': l10n.t('Gradient over depth'), 'data-testid': 'chart' },
    this.title,
    this.plotted,
  );
  private plot: uPlot | undefined;
  private series: DepthSeries | undefined;
  private spans: readonly SkipSpan[] = [];
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
    new ResizeObserver(() => this.plot?.setSize(this.size)).observe(this.plotted);
  }

  /** As the page gives it room; a column that is hidden gives none. */
  private get size(): { width: number; height: number } {
    const { clientWidth, clientHeight } = this.plotted;
    return { width: Math.max(120, clientWidth), height: Math.max(120, clientHeight) };
  }

  update(subject: Subject, look: Look): void {
    const { shown } = this;
    const isShown =
      shown?.subject === subject && shown.heat === look.heat && shown.theme === look.theme;
    if (isShown) return;
    this.shown = { subject, heat: look.heat, theme: look.theme };
    const series = depthSeries(subject, look.heat);
    this.series = series;
    this.spans = skipSpans(subject).slice(0, MOST_ARCS);
    this.plot?.destroy();
    this.plot = undefined;
    const metric = metrics[look.heat.metric];
    this.title.replaceChildren(
      l10n.t('{0} over depth', metric.title),
      element('small', {}, notesOn(subject, series).join(' · ')),
    );
    this.root.dataset['points'] = String(series.keys.length);
    if (series.keys.length === 0) {
      this.plotted.replaceChildren(
        element('p', { class: 'empty' }, l10n.t('Not measured in this report.')),
      );
      return;
    }
    this.plotted.replaceChildren();
    const { depth, main, onSkips, least, most, before } = series;
    const columns = [main, least, most, onSkips, before].map((column) => [...column]);
    this.plot = new uPlot(
      chartOptions(look, {
        spans: this.spans,
        layers: series.keys.length,
        size: this.size,
        pointed: (index) => {
          if (this.plotted.matches(':hover'))
            this.events.hover(index === undefined ? undefined : this.series?.keys[index]);
        },
      }),
      [[...depth], ...columns] as uPlot.AlignedData,
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
}

/** What the marks in the chart mean, as far as they are in it. */
function notesOn({ report, comparing }: Subject, { onSkips }: DepthSeries): string[] {
  const seeds = report.probe?.seeds ?? 0;
  return [
    ...(seeds > 1 ? [l10n.t('band: {0}', counted(seeds, 'seed'))] : []),
    ...(onSkips.some((each) => each !== null) ? [l10n.t('○ on a shortcut')] : []),
    ...(comparing ? [l10n.t('dashed: before')] : []),
  ];
}
