import { formatGradient, gradientLevel } from '../../../shared/report/format';
import type { Severity } from '../../../shared/report/report';
import type { LineSummary, Range } from './lineSummary';

const CELLS = 6;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const SPARKS = '▁▂▃▄▅▆▇█';
export const marks: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ⓘ' };

/** A bar of {@link CELLS} characters, filled to `level` (0 to 1) in eighths; the rest is figure spaces. */
export function bar(level: number): string {
  const eighths = Math.round(level * CELLS * 8);
  const filled = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return `▕${filled.padEnd(CELLS, '\u2007')}▏`;
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
  const { gradient, weighted, unmeasured, updateRatio, trend, findings } = summary;
  const worst = findings[0];
  const parts = [
    weighted > 1 ? `${weighted}×` : '',
    gradient
      ? `∂W ${formatRange(gradient)} ${bar(gradientLevel(gradient.min) ?? 0)}`
      : weighted > 0
        ? '∂W not measured'
        : '',
    gradient && unmeasured > 0 ? `(${unmeasured} not measured)` : '',
    updateRatio ? `Δw/w ${formatRange(updateRatio)}` : '',
    sparkline(trend),
    worst ? `${marks[worst.severity]} ${worst.code}` : '',
  ];
  return parts.filter((part) => part !== '').join('  ');
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
