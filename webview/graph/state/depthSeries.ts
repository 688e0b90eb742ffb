import type { LayerId } from '../../../src/shared/network/network';
import type { SkipKind } from '../../../src/shared/report/report';
import { ownHeat, stepCount, type LayerHeat } from './layerHeat';
import { twinOf } from './comparing';
import { quartilesOf } from './costValues';
import { earlierLayer } from './earlier';
import { isCostName, type ReportMetricName } from './metrics';
import { isRunMetric } from './runNames';
import type { Subject } from './subject';
import { layerKey, type ItemKey } from './treeItems';

type Column = readonly (number | null)[];

/** One metric over depth: columns by layer, in the network's order, of the layers that have a number. */
export interface DepthSeries {
  readonly keys: readonly ItemKey[];
  /** Position of the layer in the network. */
  readonly depth: readonly number[];
  readonly value: readonly number[];
  /** The numbers of the layers on the main path, and of those on shortcuts; `null` for the others. */
  readonly main: Column;
  readonly onSkips: Column;
  /** Least and greatest over the seeds at the same step, on the main path. */
  readonly least: Column;
  readonly most: Column;
  /** The same layer in the older report, when two are compared. */
  readonly before: Column;
  /** The numbers of layers that an error, or a warning, is about. */
  readonly found: { readonly error: Column; readonly warning: Column };
}

/** The fork and the merge of a skip, as positions in the network. */
export interface SkipSpan {
  readonly from: number;
  readonly to: number;
  readonly kind: SkipKind;
}

/** The layers along skips, their ends excluded. */
function layersOnSkips({ skipPaths }: Subject): ReadonlySet<LayerId> {
  return new Set(skipPaths.flatMap(({ layers }) => layers.slice(1, -1)));
}

/** The numbers of the last step of the probe before. */
function earlierOf(
  subject: Subject,
  earlier: Subject,
  metric: ReportMetricName,
): (layer: LayerId) => number | undefined {
  const old = ownHeat(earlier, metric, stepCount(earlier) - 1);
  return (id) => {
    const twin = earlierLayer(subject, id);
    const layer = twin && earlier.tree.layers.get(twin);
    return layer && old.valueOf({ type: 'layer', key: layerKey(layer.id), layer });
  };
}

function beforeOf(subject: Subject, heat: LayerHeat): (layer: LayerId) => number | undefined {
  const { comparing, earlier } = subject;
  const { metric } = heat;
  if (isRunMetric(metric)) return () => undefined;
  if (earlier && !heat.faded && !isCostName(metric)) return earlierOf(subject, earlier, metric);
  if (!comparing) return () => undefined;
  const lag = stepCount(comparing.before) - stepCount(subject);
  const old = ownHeat(comparing.before, metric, Math.max(0, heat.step + lag));
  return (id) => {
    const twin = twinOf(subject, id);
    const layer = twin && comparing.before.tree.layers.get(twin);
    return layer && old.valueOf({ type: 'layer', key: layerKey(layer.id), layer });
  };
}

/** Parts of a total are seen side by side; magnitudes are told apart by decades. */
export const isLogarithmic = ({ scale: { metric } }: LayerHeat): boolean =>
  metric.decades > 0 && metric.centre.kind !== 'total';

/** The values of all seeds at the step, or the quartiles of a time. */
function scatterOf(subject: Subject, { metric, step }: LayerHeat, layer: LayerId): number[] {
  if (isRunMetric(metric)) return [];
  if (isCostName(metric)) return quartilesOf(subject.costs.get(layer), metric);
  const history = subject.probes.get(layer)?.history[metric] ?? [];
  return history.flatMap((steps) => steps[step] ?? []);
}

/** Reads the chart's columns; on a log scale numbers that are not positive have no place. */
export function depthSeries(subject: Subject, shown: LayerHeat): DepthSeries {
  const isWhole = shown.faded || isRunMetric(shown.metric);
  const heat = isWhole ? shown : ownHeat(subject, shown.metric, shown.step);
  const isLog = isLogarithmic(heat);
  const fits = (value: number | undefined): value is number =>
    value !== undefined && (!isLog || value > 0);
  const onSkips = layersOnSkips(subject);
  const before = beforeOf(subject, heat);
  const rows = subject.report.network.layers.flatMap((layer, depth) => {
    const key = layerKey(layer.id);
    const value = heat.valueOf({ type: 'layer', key, layer });
    if (!fits(value)) return [];
    const seeds = scatterOf(subject, heat, layer.id).filter(fits);
    const old = before(layer.id);
    const worst = subject.findings.get(layer.id)?.[0]?.severity;
    const isMain = !onSkips.has(layer.id);
    return [{ key, depth, value, old, worst, seeds: [value, ...seeds], isMain }];
  });
  return {
    keys: rows.map(({ key }) => key),
    depth: rows.map(({ depth }) => depth),
    value: rows.map(({ value }) => value),
    main: rows.map(({ value, isMain }) => (isMain ? value : null)),
    onSkips: rows.map(({ value, isMain }) => (isMain ? null : value)),
    least: rows.map(({ seeds, isMain }) => (isMain ? Math.min(...seeds) : null)),
    most: rows.map(({ seeds, isMain }) => (isMain ? Math.max(...seeds) : null)),
    before: rows.map(({ old }) => (fits(old) ? old : null)),
    found: {
      error: rows.map(({ value, worst }) => (worst === 'error' ? value : null)),
      warning: rows.map(({ value, worst }) => (worst === 'warning' ? value : null)),
    },
  };
}

/** The skips over depth, longest first: short ones lie on top. */
export function skipSpans({ report, tree }: Subject): readonly SkipSpan[] {
  return report.skips.items
    .flatMap(({ from, to, kind }) => {
      const [start, end] = [tree.order.get(from), tree.order.get(to)];
      return start === undefined || end === undefined ? [] : [{ from: start, to: end, kind }];
    })
    .sort((a, b) => b.to - b.from - (a.to - a.from));
}
