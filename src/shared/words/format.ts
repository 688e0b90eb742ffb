import * as l10n from '@vscode/l10n';
import type { Shape } from '../network/network';

export {
  formatBigCount,
  formatBytes,
  formatCount,
  formatMagnitude,
  formatMilliseconds,
  gradientLevel,
} from '../base/numbers';
export { shortName } from '../network/shortName';
export { counted } from './counts/counted';

/** The text of every view where a number is absent; the reason is in the report's `notMeasured`. */
export const notMeasured = (): string => l10n.t('not measured');

/**
 * A gradient, ratio or norm with two significant digits in scientific form (`3.1e-3`), so that layers
 * of unlike size read alike. An exact zero is `0`: it was measured, unlike an absent number.
 */
export function formatGradient(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return notMeasured();
  return value === 0 ? '0' : value.toExponential(1).replace('e+', 'e');
}

/** A shape without its batch: `32×32×16`; unknown extents are `?`, a scalar per sample is `scalar`. */
export function formatShape(shape: Shape): string {
  const extents = shape.slice(1).map((extent) => extent ?? '?');
  return extents.length > 0 ? extents.join('×') : l10n.t('scalar');
}

/** All output shapes of a layer: `10, 20×4`; more than two that are alike are counted: `4 of 32×56×56`. */
export function formatShapes(shapes: readonly Shape[]): string {
  const each = shapes.map(formatShape);
  const [first = ''] = each;
  return each.length > 2 && each.every((shape) => shape === first)
    ? l10n.t('{0} of {1}', each.length, first)
    : each.join(', ');
}

/** A share between 0 and 1 in per cent: `66 %`; a small but non-zero share is never `0 %`. */
export function formatShare(share: number | undefined): string {
  if (share === undefined || Number.isNaN(share)) return notMeasured();
  if (share > 0 && share < 0.01) return '<1 %';
  if (share < 1 && share > 0.99) return '>99 %';
  return `${Math.round(share * 100)} %`;
}

/** A rise or fall of a share: `+12 %`, `−3 %`, `±0 %`. */
export function formatShareChange(change: number | undefined): string {
  if (change === undefined || Number.isNaN(change)) return notMeasured();
  const percent = Math.round(Math.abs(change) * 100);
  const sign = percent === 0 ? '±' : change > 0 ? '+' : '−';
  return `${sign}${percent} %`;
}

/** A factor: `×12`, `×1.0`, `×3.1e-4`. */
export function formatRatio(ratio: number | undefined): string {
  if (ratio === undefined || Number.isNaN(ratio)) return notMeasured();
  if (ratio !== 0 && (ratio < 0.01 || ratio >= 1000)) return `×${formatGradient(ratio)}`;
  return `×${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)}`;
}
