import { medianOf } from '../../../src/shared/base/statistics';
import type { Metric } from './metrics';

/** Turns values into places on a colour scale. */
export interface HeatScale {
  /** The value in the middle of the scale; `undefined` if nothing was measured. */
  readonly centre: number | undefined;
  readonly metric: Metric;
  /** −1 (far below) to 1 (far above), 0 at the centre; `undefined` if there is no number. */
  place(value: number | undefined): number | undefined;
  /** The labels under the legend, each at a place from −1 to 1. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Median of the positive numbers: a gradient of exactly zero says nothing about scale. */
export const medianScale = (values: readonly number[]): number | undefined =>
  medianOf(values.filter((value) => value > 0));

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
  return { centre, metric, place, ticks };
}

function shareScale(metric: Metric): HeatScale {
  return {
    centre: 0,
    metric,
    place: (value) => (value === undefined || Number.isNaN(value) ? undefined : clamp(value)),
    ticks: (metric.signed ? [-1, -0.5, 0, 0.5, 1] : [0, 0.5, 1]).map((at) => ({
      at,
      text: metric.format(at),
    })),
  };
}

/** The scale of a metric over the values that one report holds for it. */
export function heatScale(metric: Metric, values: readonly number[]): HeatScale {
  if (metric.decades === 0) return shareScale(metric);
  return logScale(
    metric,
    metric.centre.kind === 'value' ? metric.centre.value : medianScale(values),
  );
}
