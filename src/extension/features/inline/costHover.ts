import * as l10n from '@vscode/l10n';
import type { Layer } from '../../../shared/network/network';
import type { LayerCost, Profile } from '../../../shared/report/profile';
import type { Report } from '../../../shared/report/report';
import {
  counted,
  formatBytes,
  formatMagnitude,
  formatShare,
  shortName,
} from '../../../shared/words/format';
import { costGapText, loweredText } from '../../../shared/words/profileWords';
import { formatDuration, formatPartMilliseconds } from '../../../shared/words/profileTables';
import { escaped, tableLines, unbroken } from './hoverCells';

const code = (name: string): string => `\`${name.replace(/[`|\\]|[^\S ]/g, '')}\``;

const known = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? '' : unbroken(format(value));

function cells(layer: Layer, { time, counts, roofline }: LayerCost): readonly string[] {
  const { macs, activationBytes, keptBytes } = counts;
  return [
    code(shortName(layer)),
    known(time?.total.median, formatPartMilliseconds),
    known(time?.share, formatShare),
    known(time?.forward.median, formatPartMilliseconds),
    known(time?.backward.median, formatPartMilliseconds),
    known(macs?.forward, formatMagnitude),
    known(activationBytes, formatBytes),
    known(keptBytes, formatBytes),
    known(roofline?.intensity, (value) => value.toPrecision(3)),
  ];
}

/** The cost of the layers of a line, the conditions of its measurement, and the reasons for what is not there. */
export function costLines(
  layers: readonly Layer[],
  profile: Profile,
  report: Report,
): readonly string[] {
  const costs = new Map(profile.layers.map((cost) => [cost.layer, cost]));
  const heads = [
    ...[l10n.t('layer'), l10n.t('ms'), l10n.t('share'), l10n.t('forward'), l10n.t('backward')],
    ...[l10n.t('MACs'), l10n.t('activations'), l10n.t('kept'), l10n.t('MACs/byte')],
  ];
  const rows = layers.flatMap((layer) => {
    const cost = costs.get(layer.id);
    return cost ? [cells(layer, cost)] : [];
  });
  if (rows.length === 0) return [];
  return [
    ...tableLines(
      heads,
      heads.map((_, column) => (column === 0 ? ':--' : '--:')),
      rows,
    ),
    '',
    `_${conditions(profile, report)}_`,
    ...costGapText(report, ['layerTime', 'roof']).flatMap((gap) => ['', escaped(gap)]),
  ];
}

function conditions({ step, batchSize, timed }: Profile, { runtime }: Report): string {
  const how = step
    ? l10n.t(
        'Median of {steps} of batch {batch} on {backend}; without taps a step takes {time}. MACs are those of the forward pass.',
        {
          steps: counted(step.steps, 'step'),
          batch: batchSize,
          backend: escaped(runtime.backend),
          time: formatDuration(step.untapped.median),
        },
      )
    : l10n.t('Counted for batch {batch}. MACs are those of the forward pass.', {
        batch: batchSize,
      });
  return timed === 'lowered' ? `${how} ${escaped(loweredText(runtime))}` : how;
}
