import * as l10n from '@vscode/l10n';
import type { LayerProbe } from '../../../src/shared/report/probe';
import { formatGradient, formatShare } from '../../../src/shared/words/format';
import {
  layerUpdateRatio,
  medianAt,
  weightGradientRms,
} from '../../../src/shared/report/selectors';
import { costNames, costTitle, type CostName } from './costNames';
import { runMetricNames, type RunMetricName } from './runNames';

/** The quantities of a probe. */
export const metricNames = [
  'weightGradient',
  'activationGradient',
  'updateRatio',
  'gain',
  'deadShare',
] as const;
export type ProbeMetricName = (typeof metricNames)[number];
/** The quantities of a report. */
export type ReportMetricName = ProbeMetricName | CostName;
/** Every quantity that can colour the graph. */
export type MetricName = ReportMetricName | RunMetricName;

/** One quantity on a scale of colours. */
export interface Metric {
  readonly title: () => string;
  /**
   * The centre of the colours: the network's own median, or a known healthy value. A part of a total has no centre:
   * its scale begins with a thousandth of the total, and ends with all of it.
   */
  readonly centre:
    | { readonly kind: 'median' }
    | { readonly kind: 'value'; readonly value: number }
    | { readonly kind: 'total'; readonly total: number };
  /** Decades from the centre to either end of the scale; 0 is a linear share from 0 to 1. */
  readonly decades: number;
  /** A share that may be negative: its scale runs from −1 to 1. */
  readonly signed?: boolean;
  /** The meaning of the colours, if the centre does not tell it. */
  readonly caption?: () => string;
  readonly format: (value: number | undefined) => string;
}

/** A quantity of a probe. */
export interface ProbeMetric extends Metric {
  /** The value at the last step: the one that the inline view and the terminal show too. */
  readonly last: (layer: LayerProbe) => number | undefined;
}

/**
 * An update ratio of 1e-3 is the rule of thumb of the CS231n notes; a gain of 1 keeps the gradient's
 * size, which is what initialisation schemes aim at (Glorot and Bengio 2010, He et al. 2015).
 */
export const metrics: Readonly<Record<ProbeMetricName, ProbeMetric>> = {
  weightGradient: {
    title: () => l10n.t('Weight gradient'),
    centre: { kind: 'median' },
    decades: 4,
    last: weightGradientRms,
    format: formatGradient,
  },
  activationGradient: {
    title: () => l10n.t('Activation gradient'),
    centre: { kind: 'median' },
    decades: 4,
    last: ({ history, activationGradient }) =>
      medianAt(history.activationGradient, -1) ?? activationGradient?.rms,
    format: formatGradient,
  },
  updateRatio: {
    title: () => l10n.t('Update ratio'),
    centre: { kind: 'value', value: 1e-3 },
    decades: 4,
    last: layerUpdateRatio,
    format: formatGradient,
  },
  gain: {
    title: () => l10n.t('Gain'),
    centre: { kind: 'value', value: 1 },
    decades: 2,
    last: ({ history, gain }) => medianAt(history.gain, -1) ?? gain,
    format: (value) => (value === undefined ? formatGradient(value) : formatGain(value)),
  },
  deadShare: {
    title: () => l10n.t('Dead units'),
    centre: { kind: 'value', value: 0 },
    decades: 0,
    last: ({ history, activation }) => medianAt(history.deadShare, -1) ?? activation?.deadShare,
    format: formatShare,
  },
};

const formatGain = (value: number): string =>
  value !== 0 && (Math.abs(value) < 0.01 || Math.abs(value) >= 1000)
    ? formatGradient(value)
    : value.toPrecision(3);

/**
 * The value of a metric at a training step, counted from 0, the median over the seeds.
 * `undefined` if it was not measured or not finite.
 */
export function metricAt(
  layer: LayerProbe,
  name: ProbeMetricName,
  step: number,
  steps: number,
): number | undefined {
  if (step >= steps - 1) return metrics[name].last(layer);
  return medianAt(layer.history[name], step);
}

/** In the order in which they are offered. */
export const reportMetricNames: readonly ReportMetricName[] = [...metricNames, ...costNames];

export const allMetricNames: readonly MetricName[] = [...reportMetricNames, ...runMetricNames];

export const isMetricName = (value: unknown): value is MetricName =>
  allMetricNames.some((name) => name === value);

export const isCostName = (name: MetricName): name is CostName =>
  costNames.some((cost) => cost === name);

export const metricTitle = (name: ReportMetricName): string =>
  isCostName(name) ? costTitle(name) : metrics[name].title();
