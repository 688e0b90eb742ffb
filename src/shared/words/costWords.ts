import * as l10n from '@vscode/l10n';
import { formatBytes } from '../base/numbers';
import type { LayerId } from '../network/network';
import type { CostFinding } from '../report/costFindings';
import { firstAndMore } from './firstAndMore';
import { counted, formatShare } from './format';
import { formatDuration } from './profileTables';

type Of<C extends CostFinding['code']> = Extract<CostFinding, { code: C }>;
type NameOf = (layer: LayerId) => string;
type Table<Given extends unknown[]> = {
  readonly [C in CostFinding['code']]: (finding: Of<C>, ...given: Given) => string;
};

const digits = (value: number): string => value.toPrecision(2);

/** One sentence for each finding on cost. */
export const costMessages: Table<[NameOf]> = {
  'slow-layer': (finding, nameOf) =>
    l10n.t('{layers} takes {time}, {share} of a step, for {macs} of its MACs.', {
      layers: firstAndMore(finding, nameOf),
      time: formatDuration(finding.evidence.milliseconds),
      share: formatShare(finding.evidence.share),
      macs: formatShare(finding.evidence.macsShare),
    }),
  'memory-bound': (finding, nameOf) =>
    l10n.t(
      '{layers} takes {share} of a step to move bytes: {intensity} MACs per byte, where this device computes {ridge} in the same time.',
      {
        layers: firstAndMore(finding, nameOf),
        share: formatShare(finding.evidence.share),
        intensity: digits(finding.evidence.intensity),
        ridge: digits(finding.evidence.ridge),
      },
    ),
  'recompute-candidate': (finding, nameOf) =>
    l10n.t(
      '{layers} keeps {bytes} for the backward pass, {share} of the peak, and running it again costs {macs} of a forward pass’s MACs.',
      {
        layers: firstAndMore(finding, nameOf),
        bytes: formatBytes(finding.evidence.bytes),
        share: formatShare(finding.evidence.bytesShare),
        macs: formatShare(finding.evidence.macsShare),
      },
    ),
  'wide-concat': ({ evidence }) =>
    l10n.t(
      '{merges} concatenations in a row copy what came before: {bytes} in all, where the last one holds {last}.',
      {
        merges: evidence.merges,
        bytes: formatBytes(evidence.bytes),
        last: formatBytes(evidence.lastBytes),
      },
    ),
  'batch-too-small': ({ evidence }) =>
    l10n.t(
      '{share} of a step of batch {batch} does not depend on the batch: its time grows with the batch only from about {from} on.',
      {
        share: formatShare(evidence.fixedShare),
        batch: evidence.batchSize,
        from: counted(evidence.growsFrom, 'sample'),
      },
    ),
};

/** The rest of a sentence that the finding's label begins; `where` is `line 6`. */
export const costHeadlines: Table<[string]> = {
  'slow-layer': ({ evidence }, where) =>
    l10n.t('{where} takes {share} of a step for {macs} of its MACs', {
      where,
      share: formatShare(evidence.share),
      macs: formatShare(evidence.macsShare),
    }),
  'memory-bound': ({ evidence }, where) =>
    l10n.t('{where} takes {share} of a step to move bytes', {
      where,
      share: formatShare(evidence.share),
    }),
  'recompute-candidate': ({ evidence }, where) =>
    l10n.t('{where} keeps {bytes} that cost little to compute again', {
      where,
      bytes: formatBytes(evidence.bytes),
    }),
  'wide-concat': ({ evidence }, where) =>
    l10n.t('{bytes} of copies up to {where}', { where, bytes: formatBytes(evidence.bytes) }),
  'batch-too-small': ({ evidence }, where) =>
    l10n.t('a step of the model that begins at {where} takes about as long up to {from}', {
      where,
      from: counted(evidence.growsFrom, 'sample'),
    }),
};

/** One thing to try for each finding on cost. */
export const costSuggestions: Readonly<Record<CostFinding['code'], () => string>> = {
  'slow-layer': () =>
    l10n.t('Replace it by a layer that does the same at a lower cost, or run it on a smaller map.'),
  'memory-bound': () =>
    l10n.t(
      'Run it on a smaller map, or fuse it with the layer before it: more MACs here cost no time.',
    ),
  'recompute-candidate': () =>
    l10n.t('Checkpoint it: compute it again in the backward pass instead of keeping it.'),
  'wide-concat': () =>
    l10n.t('Narrow the concatenations by a 1×1 convolution, or share their memory.'),
  'batch-too-small': () =>
    l10n.t('Train with a larger batch: it takes hardly more time for each step.'),
};
