import * as l10n from '@vscode/l10n';
import type { LayerCost, Profile } from '../../../src/shared/report/profile';
import { sumCosts } from '../../../src/shared/report/profileSums';
import type { Report } from '../../../src/shared/report/report';
import { formatBytes, formatMagnitude, formatShare } from '../../../src/shared/words/format';
import { costGapText } from '../../../src/shared/words/profileWords';
import { formatDuration } from '../../../src/shared/words/profileTables';
import { costOf } from '../state/costValues';
import type { Subject } from '../state/subject';
import type { TreeItem } from '../state/treeItems';
import { element } from '../../kit/elements';
import { facts, section, type Fact } from '../../kit/facts';

function timeFacts(costs: readonly LayerCost[]): Fact[] {
  const { time } = sumCosts(costs);
  if (!time) return [];
  const { total, share, forward, backward, update } = time;
  return [
    [l10n.t('Time of a step'), `${formatDuration(total)} · ${formatShare(share)}`],
    [l10n.t('Forward'), formatDuration(forward)],
    [l10n.t('Backward'), formatDuration(backward)],
    [l10n.t('Update'), update > 0 ? formatDuration(update) : undefined],
  ];
}

const bounds = {
  compute: () => l10n.t('limited by arithmetic'),
  memory: () => l10n.t('limited by bytes'),
} as const;

function intensityText(costs: readonly LayerCost[]): string | undefined {
  const value = costOf(costs, 'intensity');
  if (value === undefined) return undefined;
  const roofline = costs.length === 1 ? costs[0]?.roofline : undefined;
  const parts = [
    value.toPrecision(3),
    ...(roofline ? [bounds[roofline.bound]()] : []),
    ...(roofline?.attained === undefined
      ? []
      : [l10n.t('{0} of the roof', formatShare(roofline.attained))]),
  ];
  return parts.join(' · ');
}

/** The cost of a layer or of everything in a group; nothing if it was not profiled. */
export function costSection(subject: Subject, item: TreeItem): HTMLElement[] {
  const { profile } = subject.report;
  const layers = item.type === 'layer' ? [item.layer] : item.layers;
  const costs = layers.flatMap(({ id }) => subject.costs.get(id) ?? []);
  if (!profile || costs.length === 0) return [];
  const { macs, keptBytes } = sumCosts(costs).counts;
  return [
    section(
      l10n.t('Cost at batch {0}', profile.batchSize),
      facts([
        ...timeFacts(costs),
        [
          l10n.t('MACs'),
          macs &&
            l10n.t(
              '{0} forward, {1} backward',
              formatMagnitude(macs.forward),
              formatMagnitude(macs.backward),
            ),
        ],
        [l10n.t('Kept for backward'), keptBytes === undefined ? undefined : formatBytes(keptBytes)],
        [l10n.t('MACs per byte'), intensityText(costs)],
      ]),
      ...costGapText(subject.report, ['layerTime']).map((text) =>
        element('p', { class: 'empty' }, text),
      ),
    ),
  ];
}

/** The cost of a training step of the whole network. */
export function profileFacts({ profile }: Pick<Report, 'profile'>): Fact[] {
  if (!profile) return [];
  const { step, memory, batchSize } = profile;
  return [
    [
      l10n.t('Profile'),
      step && l10n.t('{0} a step of batch {1}', formatDuration(step.untapped.median), batchSize),
    ],
    [l10n.t('Peak of memory'), memory && peakText(memory)],
  ];
}

const peakText = ({ peak, measured }: NonNullable<Profile['memory']>): string =>
  measured
    ? l10n.t('{0} estimated, {1} measured', formatBytes(peak), formatBytes(measured.bytes))
    : l10n.t('{0} estimated', formatBytes(peak));
