import type { LayerHeat } from './layerHeat';
import type { Subject } from './subject';
import { layerKey, type ItemKey } from './treeItems';

/** One metric over depth: columns by layer, in the network's order, of the layers that have a number. */
export interface DepthSeries {
  readonly keys: readonly ItemKey[];
  /** Position of the layer in the network. */
  readonly depth: readonly number[];
  readonly value: readonly number[];
  /** Least and greatest over the seeds at the same step. */
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** Reads the chart's columns; on a log scale numbers that are not positive have no place. */
export function depthSeries(subject: Subject, heat: LayerHeat): DepthSeries {
  const isLog = heat.scale.metric.decades > 0;
  const rows = subject.report.network.layers.flatMap((layer, depth) => {
    const key = layerKey(layer.id);
    const value = heat.valueOf({ type: 'layer', key, layer });
    if (value === undefined || (isLog && value <= 0)) return [];
    const history = subject.probes.get(layer.id)?.history[heat.metric] ?? [];
    const seeds = history.flatMap((steps) => steps[heat.step] ?? []);
    const usable = [value, ...seeds.filter((seed) => !isLog || seed > 0)];
    return [{ key, depth, value, least: Math.min(...usable), most: Math.max(...usable) }];
  });
  return {
    keys: rows.map(({ key }) => key),
    depth: rows.map(({ depth }) => depth),
    value: rows.map(({ value }) => value),
    least: rows.map(({ least }) => least),
    most: rows.map(({ most }) => most),
  };
}
