import * as l10n from '@vscode/l10n';
import type { Layer } from '../../../shared/network/network';
import { formatGradient } from '../../../shared/words/format';
import type { LatestReading } from '../../core/watched/latestReading';

type Named = Pick<Layer, 'name'>;

const among = (numbers: readonly (number | null | undefined)[]): string => {
  const known = numbers.filter((one) => one !== null && one !== undefined);
  if (known.length === 0) return '';
  const [low, high] = [Math.min(...known), Math.max(...known)].map(formatGradient);
  return low === high ? `${low}` : `${low}…${high}`;
};

/** The numbers of the layers that a line makes, at the last reading: `▸ step 500  ∂W 1.0e-3  Δw/w 2.0e-3`; empty if it has none. */
export function watchedText(
  { head, reading }: Pick<LatestReading, 'head' | 'reading'>,
  layers: readonly Named[],
): string {
  const names = new Set(layers.map(({ name }) => name));
  const placesIn = (list: readonly string[]): number[] =>
    list.flatMap((name, at) => (names.has(name) ? [at] : []));
  const weighted = placesIn(head.layers);
  const gradient = among(weighted.map((at) => reading.gradient[at]));
  const update = among(weighted.map((at) => reading.update[at]));
  const dead = Math.max(0, ...placesIn(head.watched).map((at) => reading.dead[at] ?? 0));
  const parts = [
    gradient && `∂W ${gradient}`,
    update && `Δw/w ${update}`,
    dead > 0 ? l10n.t('{0} % dead', Math.round(dead * 100)) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : [`▸ step ${reading.step}`, ...parts].join('  ');
}
