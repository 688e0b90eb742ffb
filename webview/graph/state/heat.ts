import { medianOf } from '../../../src/shared/base/statistics';
import type { Metric, MetricName } from './metrics';
import type { TreeGroup, TreeItem } from './treeItems';

/** Turns values into places on a colour scale. */
export interface HeatScale {
  /** The value in the middle of the scale; `undefined` if nothing was measured. */
  readonly centre: number | undefined;
  readonly metric: Metric;
  /** The place at which the scale begins: −1, or 0 if there is nothing below the centre. */
  readonly from: -1 | 0;
  /** −1 (far below) to 1 (far above), 0 at the centre; `undefined` if there is no number. */
  place(value: number | undefined): number | undefined;
  /** The labels under the legend, each at a place from −1 to 1. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** The values of one metric at one step, by layer and group. */
export interface LayerHeat {
  readonly metric: MetricName;
  readonly step: number;
  readonly scale: HeatScale;
  /** A layer's own value; the median of its layers for a group. */
  valueOf(item: TreeItem): number | undefined;
  /** The numbers are those of an earlier probe, until new ones come. */
  readonly faded: boolean;
  /** A warning or an error is about it, or changes are all that is shown: its colour is not held back. */
  isLoud(item: TreeItem): boolean;
  /** The factor since the earlier probe, of a layer that changed. */
  factorOf(item: TreeItem): number | undefined;
  /** `true` if a number is missed: not of a layer without weights, nor before a probe. */
  appliesTo(item: TreeItem): boolean;
}

/** Median of the positive numbers: a gradient of exactly zero says nothing about scale. */
export const medianScale = (values: readonly number[]): number | undefined =>
  medianOf(values.filter((value) => value > 0));

/** Computes the value of a group once: a group of 10,000 layers is asked for it with every frame. */
export function remembered(
  of: (group: TreeGroup) => number | undefined,
): (group: TreeGroup) => number | undefined {
  const values = new Map<TreeGroup, number | undefined>();
  return (group) => {
    if (!values.has(group)) values.set(group, of(group));
    return values.get(group);
  };
}

const clamp = (place: number): number => Math.min(1, Math.max(-1, place));

function logScale(metric: Metric, centre: number | undefined): HeatScale {
  const { decades } = metric;
  const place = (value: number | undefined): number | undefined => {
    if (value === undefined || Number.isNaN(value) || centre === undefined) return undefined;
    return value <= 0 ? -1 : clamp(Math.log10(value / centre) / decades);
  };
  const relative = (power: number): string => (power === 0 ? '1×' : `1e${power}×`);
  const ticks =
    centre === undefined
      ? []
      : [-1, -0.5, 0, 0.5, 1].map((at) => ({
          at,
          text:
            metric.centre.kind === 'median'
              ? relative(at * decades)
              : metric.format(centre * 10 ** (at * decades)),
        }));
  return { centre, metric, from: -1, place, ticks };
}

function shareScale(metric: Metric): HeatScale {
  return {
    centre: 0,
    metric,
    from: metric.signed ? -1 : 0,
    place: (value) => (value === undefined || Number.isNaN(value) ? undefined : clamp(value)),
    ticks: (metric.signed ? [-1, -0.5, 0, 0.5, 1] : [0, 0.5, 1]).map((at) => ({
      at,
      text: metric.format(at),
    })),
  };
}

/** Decades of a part of a total: a thousandth of it is the least that is told apart. */
const PART_DECADES = 3;

/** The place of a part of a whole, 0 to 1: 0 for a thousandth of it, 1 for all. */
export const partPlace = (share: number): number =>
  share <= 0 ? 0 : Math.max(0, clamp(1 + Math.log10(share) / PART_DECADES));

function partScale(metric: Metric, total: number): HeatScale {
  return {
    centre: total > 0 ? total : undefined,
    metric,
    from: 0,
    place: (value) =>
      value === undefined || Number.isNaN(value) || total <= 0
        ? undefined
        : partPlace(value / total),
    ticks: [
      { at: 0, text: '≤0.1 %' },
      { at: 1 / 3, text: '1 %' },
      { at: 2 / 3, text: '10 %' },
      { at: 1, text: '100 %' },
    ],
  };
}

/** The scale of a metric over the values that one report holds for it. */
export function heatScale(metric: Metric, values: readonly number[]): HeatScale {
  if (metric.centre.kind === 'total') return partScale(metric, metric.centre.total);
  if (metric.decades === 0) return shareScale(metric);
  return logScale(
    metric,
    metric.centre.kind === 'value' ? metric.centre.value : medianScale(values),
  );
}
