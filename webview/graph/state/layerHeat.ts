import * as l10n from '@vscode/l10n';
import { ratioOf } from '../../../src/analysis/comparison/compareReports';
import { formatRatio, formatShareChange } from '../../../src/shared/words/format';
import { heatScale, medianScale, remembered, type LayerHeat } from './heat';
import { changeFactor, earlierLayer } from './earlier';
import { twinOf } from './comparing';
import { costHeat } from './costHeat';
import {
  isCostName,
  metricAt,
  metrics,
  type Metric,
  type ProbeMetricName,
  type ReportMetricName,
} from './metrics';
import { findingsOf, worstSeverity, type Subject } from './subject';
import { layerKey, type TreeItem, type TreeLayer } from './treeItems';

export type { LayerHeat } from './heat';

const ofWeights = (metric: ReportMetricName): boolean =>
  metric === 'weightGradient' || metric === 'updateRatio';

/** Steps the slider can show; 0 if nothing was probed. */
export const stepCount = ({ report }: Subject): number => report.probe?.steps ?? 0;

/** The heat of a subject: for two compared reports, the change. */
export function layerHeat(subject: Subject, metric: ReportMetricName, step: number): LayerHeat {
  const { comparing, earlier } = subject;
  if (earlier && subject.probes.size === 0 && !isCostName(metric))
    return earlierHeat(subject, earlier, metric);
  const after = ownHeat(subject, metric, step);
  if (!comparing) return after;
  const lag = stepCount(comparing.before) - stepCount(subject);
  return changeHeat(subject, ownHeat(comparing.before, metric, Math.max(0, step + lag)), after);
}

/** The numbers of the last step of an earlier probe, on the layers that are still there. */
function earlierHeat(subject: Subject, earlier: Subject, metric: ProbeMetricName): LayerHeat {
  const old = ownHeat(earlier, metric, stepCount(earlier) - 1);
  const ofLayer = (layer: TreeLayer['layer']): number | undefined => {
    const twin = earlierLayer(subject, layer.id);
    const before = twin && earlier.tree.layers.get(twin);
    return before && old.valueOf({ type: 'layer', key: layerKey(layer.id), layer: before });
  };
  const ofGroup = remembered(({ layers }) =>
    medianScale(layers.flatMap((layer) => ofLayer(layer) ?? [])),
  );
  return {
    ...old,
    faded: true,
    valueOf: (item) => (item.type === 'layer' ? ofLayer(item.layer) : ofGroup(item)),
    appliesTo: () => false,
  };
}

/** The heat of one report by itself. */
export const ownHeat = (subject: Subject, metric: ReportMetricName, step: number): LayerHeat =>
  isCostName(metric) ? costHeat(subject, metric, step) : probeHeat(subject, metric, step);

function probeHeat(subject: Subject, metric: ProbeMetricName, step: number): LayerHeat {
  const steps = stepCount(subject);
  const values = new Map<string, number>();
  for (const probe of subject.probes.values()) {
    const value = metricAt(probe, metric, step, steps);
    if (value !== undefined && Number.isFinite(value)) values.set(probe.layer, value);
  }
  const ofGroup = remembered(({ layers }) =>
    medianScale(layers.flatMap(({ id }) => values.get(id) ?? [])),
  );
  const appliesToLayer = (item: TreeItem): boolean =>
    item.type === 'group'
      ? item.layers.some(({ parameters }) => parameters.trainable > 0)
      : item.layer.parameters.trainable > 0;
  return {
    metric,
    step,
    scale: heatScale(metrics[metric], [...values.values()]),
    faded: false,
    valueOf: (item) => (item.type === 'layer' ? values.get(item.layer.id) : ofGroup(item)),
    isLoud: (item) => {
      const worst = worstSeverity(findingsOf(subject, item));
      return worst === 'error' || worst === 'warning';
    },
    factorOf: (item) =>
      item.type === 'layer' && step >= steps - 1
        ? changeFactor(subject, metric, item.layer.id)
        : undefined,
    appliesTo: (item) =>
      subject.probes.size > 0 &&
      (ofWeights(metric) ? appliesToLayer(item) : metric !== 'deadShare'),
  };
}

const ratios: Pick<Metric, 'centre' | 'decades' | 'format'> = {
  centre: { kind: 'value', value: 1 },
  decades: 2,
  format: formatRatio,
};
const differences: Pick<Metric, 'centre' | 'decades' | 'format' | 'signed'> = {
  centre: { kind: 'value', value: 0 },
  decades: 0,
  signed: true,
  format: formatShareChange,
};

/** After ÷ before for magnitudes, after − before for shares: 1 or 0 in the middle of the scale. */
function changeHeat(subject: Subject, before: LayerHeat, after: LayerHeat): LayerHeat {
  const own = after.scale.metric;
  const isShare = own.decades === 0 && own.centre.kind !== 'total';
  const metric: Metric = {
    ...own,
    ...(isShare ? differences : ratios),
    title: () =>
      isShare
        ? l10n.t('{0}, after − before', own.title())
        : l10n.t('{0}, after ÷ before', own.title()),
  };
  const ofLayer = (item: TreeLayer): number | undefined => {
    const twin = twinOf(subject, item.layer.id);
    const old = twin && subject.comparing?.before.tree.layers.get(twin);
    if (!old) return undefined;
    const [from, to] = [before.valueOf({ ...item, layer: old }), after.valueOf(item)];
    if (!isShare) return ratioOf(from, to);
    return from === undefined || to === undefined ? undefined : to - from;
  };
  const ofGroup = remembered(({ key, layers }) =>
    middleOf(layers.flatMap((layer) => ofLayer({ type: 'layer', key, layer }) ?? [])),
  );
  return {
    metric: after.metric,
    step: after.step,
    scale: heatScale(metric, []),
    faded: false,
    isLoud: () => true,
    factorOf: () => undefined,
    valueOf: (item) => (item.type === 'layer' ? ofLayer(item) : ofGroup(item)),
    appliesTo: () => false,
  };
}

/** The median; unlike gradients, changes may be zero or negative. */
function middleOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
