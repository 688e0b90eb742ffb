import {
  formatGradient,
  formatMagnitude,
  formatShare,
  gradientLevel,
  notMeasured,
} from '../../../shared/words/format';
import { formatDuration } from '../../../shared/words/profileTables';
import { findingLabel } from '../../../shared/words/verdict/findingLabels';
import { severityMarks } from '../../../shared/words/verdict/severityMarks';
import type { DepthPlace } from '../../core/lines/depthProfile';
import type { InlineNumbers } from '../../core/manifest/contributions';
import type { LineSummary, Range } from '../../core/lines/lineSummary';

const SPARKS = '▁▂▃▄▅▆▇█';
const UNKNOWN = '·';

/** The bar for a value between 0 and 1. */
const spark = (place: number): string => SPARKS.charAt(Math.round(place * (SPARKS.length - 1)));

/**
 * The gradient from the input (left) to the loss (right) on the fixed scale of `gradientLevel`, with the
 * cells of the line's layers in brackets: `▁▂[▃▃]▅▆▇█`.
 */
export function depthStrip({ profile, from, to }: DepthPlace): string {
  const heights = profile.cells.map((value) => {
    const level = gradientLevel(value);
    return level === undefined ? UNKNOWN : spark(level);
  });
  const part = (start: number, end?: number): string => heights.slice(start, end).join('');
  return `${part(0, from)}[${part(from, to + 1)}]${part(to + 1)}`;
}

/**
 * One character per step on a log scale that spans the values, but never less than a decade, so that little
 * change looks like little; `·` if none was measured.
 */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null && value > 0) as number[];
  if (values.length < 2 || known.length === 0) return '';
  const [low, high] = [Math.log10(Math.min(...known)), Math.log10(Math.max(...known))];
  const span = Math.max(1, high - low);
  const place = (value: number): number => (Math.log10(value) - (low + high) / 2) / span + 0.5;
  return values
    .map((value) => (value === null || value <= 0 ? UNKNOWN : spark(place(value))))
    .join('');
}

/** `1.0e-3` or `1.0e-3…2.0e-2`. */
export function formatRange({ min, max }: Range): string {
  const [low, high] = [formatGradient(min), formatGradient(max)];
  return low === high ? low : `${low}…${high}`;
}

/** The worst finding of a line as its mark and a few words: the minimap and the edge of the window cut the rest. */
export function findingText({ findings }: LineSummary): string {
  const [worst] = findings;
  if (!worst) return '';
  const more = findings.length > 1 ? ` +${findings.length - 1}` : '';
  return `${severityMarks[worst.severity]} ${findingLabel(worst.code)}${more}`;
}

/** The share of a step from which on a line's cost is worth a word where healthy lines have none. */
const DEAR = 0.1;

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('  ');

/** A line's finding, and its cost if that is a large part of a step; empty for every other line. */
export function shortText(summary: LineSummary, numbers: InlineNumbers): string {
  const isDear = (summary.cost?.time?.share ?? 0) >= DEAR && numbers !== 'gradients';
  return joined([findingText(summary), isDear ? costText(summary) : '']);
}

/** The whole text after a source line: its finding and its numbers; empty if there is nothing to show. */
export const inlineText = (summary: LineSummary, numbers: InlineNumbers = 'both'): string =>
  joined([
    findingText(summary),
    ...(numbers === 'cost' ? [] : gradientParts(summary)),
    numbers === 'gradients' ? '' : costText(summary),
  ]);

/** `1.30 ms · 12 %` of a step; the MACs where the device gives no time of a layer. */
export function costText({ cost }: LineSummary): string {
  const { time, counts } = cost ?? {};
  if (time) return `${formatDuration(time.total)} · ${formatShare(time.share)}`;
  return counts?.macs ? `${formatMagnitude(counts.macs.forward)} MACs` : '';
}

function gradientParts(summary: LineSummary): readonly string[] {
  const { weighted, updateRatio, place } = summary;
  return [
    weighted > 1 ? `${weighted}×` : '',
    gradientText(summary),
    place ? depthStrip(place) : '',
    updateRatio ? `Δw/w ${formatRange(updateRatio)}` : '',
    sparkline(summary.trend),
  ];
}

function gradientText({ gradient, weighted, unmeasured }: LineSummary): string {
  if (!gradient) return weighted > 0 ? `∂W ${notMeasured()}` : '';
  const missing = unmeasured > 0 ? ` (${unmeasured} ${notMeasured()})` : '';
  return `∂W ${formatRange(gradient)}${missing}`;
}

/** The meaning of a line's colour: its worst finding, or the range of its smallest gradient. */
export type Strength = 'error' | 'warning' | 'strong' | 'fair' | 'weak';

/**
 * The line's worst error or warning, else its smallest gradient on the fixed scale of `gradientLevel`: weak
 * below 1e-5, strong from 1e-3. This only picks a colour: findings decide on problems.
 */
export function strengthOf({ gradient, weighted, findings }: LineSummary): Strength {
  const worst = findings[0]?.severity;
  if (worst === 'error' || worst === 'warning') return worst;
  // A cost alone says nothing about a gradient.
  if (weighted === 0) return 'strong';
  const smallest = gradient?.min ?? 0;
  if (smallest < 1e-5) return 'weak';
  return smallest < 1e-3 ? 'fair' : 'strong';
}
