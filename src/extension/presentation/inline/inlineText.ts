import { formatGradient, gradientLevel, NOT_MEASURED } from '../../../shared/report/format';
import type { Severity } from '../../../shared/report/report';
import type { LineSummary, Range } from './lineSummary';

/** One per decade of the scale of `gradientLevel`. */
const CELLS = 8;
const SPARKS = '▁▂▃▄▅▆▇█';
export const marks: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ℹ' };

/** A bar of {@link CELLS} characters for a level between 0 and 1. */
export function bar(level: number): string {
  const filled = Math.round(level * CELLS);
  return '█'.repeat(filled) + '░'.repeat(CELLS - filled);
}

/** One character per step, from the smallest to the largest of the values; `·` where none was measured. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null && value > 0) as number[];
  if (values.length < 2 || known.length === 0) return '';
  const [low, high] = [Math.log(Math.min(...known)), Math.log(Math.max(...known))];
  const place = (value: number): number =>
    high > low ? (Math.log(value) - low) / (high - low) : 0.5;
  return values
    .map((value) =>
      value === null || value <= 0 ? '·' : SPARKS.charAt(Math.round(place(value) * 7)),
    )
    .join('');
}

/** `1.0e-3` or `1.0e-3…2.0e-2`. */
export function formatRange({ min, max }: Range): string {
  const [low, high] = [formatGradient(min), formatGradient(max)];
  return low === high ? low : `${low}…${high}`;
}

/** The text after a source line; empty where there is nothing to say. The bar shows the smallest gradient. */
export function inlineText(summary: LineSummary): string {
  const { weighted, updateRatio, trend, findings } = summary;
  const worst = findings[0];
  const parts = [
    worst ? `${marks[worst.severity]} ${worst.code}` : '',
    weighted > 1 ? `${weighted}×` : '',
    gradientText(summary),
    updateRatio ? `Δw/w ${formatRange(updateRatio)}` : '',
    sparkline(trend),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function gradientText({ gradient, weighted, unmeasured }: LineSummary): string {
  if (!gradient) return weighted > 0 ? `∂W ${NOT_MEASURED}` : '';
  const missing = unmeasured > 0 ? ` (${unmeasured} ${NOT_MEASURED})` : '';
  return `∂W ${formatRange(gradient)} ${bar(gradientLevel(gradient.min) ?? 0)}${missing}`;
}

export type Strength = 'strong' | 'fair' | 'weak';

/**
 * How strong the smallest gradient of a line is on the fixed scale of `gradientLevel`:
 * weak below 1e-5, strong from 1e-3. Only a choice of colour: what is a problem, findings say.
 */
export function strengthOf({ gradient }: LineSummary): Strength {
  const smallest = gradient?.min ?? 0;
  if (smallest < 1e-5) return 'weak';
  return smallest < 1e-3 ? 'fair' : 'strong';
}
