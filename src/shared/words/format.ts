import * as l10n from '@vscode/l10n';
import type { Layer, Shape } from '../network/network';

/** What every view writes where a number is absent; the reason is in the report's `notMeasured`. */
export const NOT_MEASURED = l10n.t('not measured');

/**
 * A gradient, ratio or norm with two significant digits in scientific form (`3.1e-3`), so that layers
 * of unlike size read alike. An exact zero is `0`: it was measured, unlike an absent number.
 */
export function formatGradient(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return NOT_MEASURED;
  return value === 0 ? '0' : value.toExponential(1).replace('e+', 'e');
}

/** A whole number with thousands separated by commas, the same in every locale: `274,442`. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

const MOST_DIGITS = 9;

/** A decimal integer that may have thousands of digits: `68,719,476`, and `6.8e10` where it has many. */
export function formatBigCount(digits: string): string {
  if (digits.length <= MOST_DIGITS) return formatCount(Number(digits));
  const leading = Number(`${digits.slice(0, 1)}.${digits.slice(1, 15)}`).toFixed(1);
  return leading === '10.0' ? `1.0e${digits.length}` : `${leading}e${digits.length - 1}`;
}

/** One of a kind, and several. */
const countable = {
  'ambiguous skip': [l10n.t('{0} ambiguous skip'), l10n.t('{0} ambiguous skips')],
  connection: [l10n.t('{0} connection'), l10n.t('{0} connections')],
  error: [l10n.t('{0} error'), l10n.t('{0} errors')],
  finding: [l10n.t('{0} finding'), l10n.t('{0} findings')],
  layer: [l10n.t('{0} layer'), l10n.t('{0} layers')],
  level: [l10n.t('{0} level'), l10n.t('{0} levels')],
  merge: [l10n.t('{0} merge'), l10n.t('{0} merges')],
  'model definition': [l10n.t('{0} model definition'), l10n.t('{0} model definitions')],
  'more layer': [l10n.t('{0} more layer'), l10n.t('{0} more layers')],
  parameter: [l10n.t('{0} parameter'), l10n.t('{0} parameters')],
  seed: [l10n.t('{0} seed'), l10n.t('{0} seeds')],
  skip: [l10n.t('{0} skip'), l10n.t('{0} skips')],
  'skip merge': [l10n.t('{0} skip merge'), l10n.t('{0} skip merges')],
  step: [l10n.t('{0} step'), l10n.t('{0} steps')],
  time: [l10n.t('{0} time'), l10n.t('{0} times')],
  'transforming layer': [l10n.t('{0} transforming layer'), l10n.t('{0} transforming layers')],
  warning: [l10n.t('{0} warning'), l10n.t('{0} warnings')],
  'weighted layer': [l10n.t('{0} weighted layer'), l10n.t('{0} weighted layers')],
} as const;

/** A count with what is counted: `1 seed`, `3 seeds`. */
export function counted(count: number, what: keyof typeof countable): string {
  const [one, several] = countable[what];
  return (count === 1 ? one : several).replace('{0}', formatCount(count));
}

const scaled = (value: number, base: number, units: readonly string[]): string => {
  let unit = 0;
  while (Math.abs(value) >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  const digits = unit === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`.trim();
};

/** Multiply-accumulates and other large counts in short: `4.75 M`. */
export function formatMagnitude(count: number): string {
  return scaled(count, 1000, ['', 'k', 'M', 'G', 'T']);
}

/** Bytes with binary units: `64.0 KiB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB']);
}

const SCALAR = l10n.t('scalar');

/** A shape without its batch: `32×32×16`; unknown extents are `?`, a scalar per sample is `scalar`. */
export function formatShape(shape: Shape): string {
  const extents = shape.slice(1).map((extent) => extent ?? '?');
  return extents.length > 0 ? extents.join('×') : SCALAR;
}

/** All output shapes of a layer: `10, 20×4`. */
export function formatShapes(shapes: readonly Shape[]): string {
  return shapes.map(formatShape).join(', ');
}

/** What a layer is called: its given name, or `Conv2D 12` where TensorFlow.js made up `conv2d_Conv2D12`. */
export function shortName({ name, kind }: Pick<Layer, 'name' | 'kind'>): string {
  const end = name.lastIndexOf(`_${kind}`);
  const number = name.slice(end + kind.length + 1);
  return end >= 0 && /^\d*$/.test(number) ? `${kind} ${number}`.trim() : name;
}

/** A share between 0 and 1 in per cent: `66 %`; what is small but not zero is never `0 %`. */
export function formatShare(share: number | undefined): string {
  if (share === undefined || Number.isNaN(share)) return NOT_MEASURED;
  if (share > 0 && share < 0.01) return '<1 %';
  if (share < 1 && share > 0.99) return '>99 %';
  return `${Math.round(share * 100)} %`;
}

/** How much a share went up or down: `+12 %`, `−3 %`, `±0 %`. */
export function formatShareChange(change: number | undefined): string {
  if (change === undefined || Number.isNaN(change)) return NOT_MEASURED;
  const percent = Math.round(Math.abs(change) * 100);
  const sign = percent === 0 ? '±' : change > 0 ? '+' : '−';
  return `${sign}${percent} %`;
}

/** By what a number was multiplied: `×12`, `×1.0`, `×3.1e-4`. */
export function formatRatio(ratio: number | undefined): string {
  if (ratio === undefined || Number.isNaN(ratio)) return NOT_MEASURED;
  if (ratio !== 0 && (ratio < 0.01 || ratio >= 1000)) return `×${formatGradient(ratio)}`;
  return `×${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)}`;
}

/** A duration: `412 ms`, `1.2 s`. */
export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

const DECADES = { from: -8, to: 0 } as const;

/**
 * Place of a gradient on the fixed log scale that every bar and colour uses, 0 (≤ 1e-8) to 1 (≥ 1).
 * The range spans what RMS ∂L/∂W shows from vanished to exploding networks; it never moves with the
 * data, so that two pictures compare.
 */
export function gradientLevel(value: number | undefined): number | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined;
  if (value <= 0) return 0;
  const level = (Math.log10(value) - DECADES.from) / (DECADES.to - DECADES.from);
  return Math.min(1, Math.max(0, level));
}
