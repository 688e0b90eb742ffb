import type { WatchedRun } from '../../../src/shared/protocol/watchedRun';
import { heatScale, medianScale, remembered, type LayerHeat } from './heat';
import { runMetrics } from './runMetrics';
import type { RunMetricName } from './runNames';
import type { TreeLayer } from './treeItems';

/** The last reading of a run as colours; a layer that has weights and is not followed lacks its number. */
export function runHeat(run: WatchedRun, metric: RunMetricName): LayerHeat {
  const { of } = runMetrics[metric];
  const values = new Map<string, number>();
  const followed = new Set<string>();
  for (const layer of run.layers) {
    const value = of(layer);
    if (value !== undefined) followed.add(layer.layer);
    if (value !== undefined && value !== null) values.set(layer.layer, value);
  }
  const ofGroup = remembered(({ layers }) =>
    medianScale(layers.flatMap(({ id }) => values.get(id) ?? [])),
  );
  const isMissed = ({ id, parameters }: TreeLayer['layer']): boolean =>
    followed.has(id) || (metric !== 'runDead' && parameters.trainable > 0);
  return {
    metric,
    step: run.step,
    scale: heatScale(runMetrics[metric], [...values.values()]),
    faded: false,
    valueOf: (item) => (item.type === 'layer' ? values.get(item.layer.id) : ofGroup(item)),
    isLoud: () => true,
    factorOf: () => undefined,
    appliesTo: (item) =>
      item.type === 'layer' ? isMissed(item.layer) : item.layers.some((layer) => isMissed(layer)),
  };
}
