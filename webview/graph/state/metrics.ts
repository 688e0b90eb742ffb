import * as l10n from '@vscode/l10n';
import type { LayerProbe } from '../../../src/shared/report/probe';
import { formatGradient, formatShare } from '../../../src/shared/words/format';
import {
  layerUpdateRatio,
  medianAt,
  weightGradientRms,
} from '../../../src/shared/report/selectors';

export const metricNames = [
  'weightGradient',
  'activationGradient',
  'updateRatio',
  'gain',
  'deadShare',
] as const;
export type MetricName = (typeof metricNames)[number];

/** One quantity that can colour the graph. */
export interface Metric {
  readonly title: () => string;
  /** The centre of the colours: the network's own median, or a known healthy value. */
  readonly centre: { readonly kind: 'median' } | { readonly kind: 'value'; readonly value: number };
  /** Decades from the centre to either end of the scale; 0 is a linear share from 0 to 1. */
  readonly decades: number;
  /** A share that may be negative: its scale runs from −1 to 1. */
  readonly signed?: boolean;
  /** The value at the last step: the one that the inline view and the terminal show too. */
  readonly last: (layer: LayerProbe) => number | undefined;
  readonly format: (value: number | undefined) => string;
}

/**
 * An update ratio of 1e-3 is the rule of thumb of the CS231n notes; a gain of 1 keeps the gradient's
 * size, which is what initialisation schemes aim at (Glorot and Bengio 2010, He et al. 2015).
 */
export const metrics: Readonly<Record<MetricName, Metric>> = {
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
  name: MetricName,
  step: number,
  steps: number,
): number | undefined {
  if (step >= steps - 1) return metrics[name].last(layer);
  return medianAt(layer.history[name], step);
}

export const isMetricName = (value: unknown): value is MetricName =>
  metricNames.some((name) => name === value);
