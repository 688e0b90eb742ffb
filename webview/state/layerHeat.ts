import { heatScale, medianOf, type HeatScale } from './heat';
import { metricAt, metrics, type MetricName } from './metrics';
import type { Subject } from './subject';
import type { TreeItem } from './treeItems';

/** The values of one metric at one step for everything that can be shown. */
export interface LayerHeat {
  readonly metric: MetricName;
  readonly step: number;
  readonly scale: HeatScale;
  /** A layer's own value; the median of its layers for a group. */
  valueOf(item: TreeItem): number | undefined;
  /** Whether the metric makes sense here: a layer without weights has no weight gradient to miss. */
  appliesTo(item: TreeItem): boolean;
}

const ofWeights = (metric: MetricName): boolean =>
  metric === 'weightGradient' || metric === 'updateRatio';

/** Steps the slider can show; 0 where nothing was probed. */
export const stepCount = ({ report }: Subject): number => report.probe?.steps ?? 0;

export function layerHeat(subject: Subject, metric: MetricName, step: number): LayerHeat {
  const steps = stepCount(subject);
  const values = new Map<string, number>();
  for (const probe of subject.probes.values()) {
    const value = metricAt(probe, metric, step, steps);
    if (value !== undefined && Number.isFinite(value)) values.set(probe.layer, value);
  }
  const appliesToLayer = (item: TreeItem): boolean =>
    item.type === 'group'
      ? item.layers.some(({ parameters }) => parameters.trainable > 0)
      : item.layer.parameters.trainable > 0;
  return {
    metric,
    step,
    scale: heatScale(metrics[metric], [...values.values()]),
    valueOf: (item) =>
      item.type === 'layer'
        ? values.get(item.layer.id)
        : medianOf(item.layers.flatMap(({ id }) => values.get(id) ?? [])),
    appliesTo: (item) =>
      ofWeights(metric) ? appliesToLayer(item) : metric !== 'deadShare' && subject.probes.size > 0,
  };
}
