import * as l10n from '@vscode/l10n';
import type { NotMeasured } from '../report/notMeasured';

type Named = Pick<NotMeasured, 'quantity' | 'weight' | 'skip' | 'written'>;

const names: Readonly<Record<NotMeasured['quantity'], (gap: Named) => string>> = {
  probe: () => l10n.t('probe'),
  gradient: ({ weight = '' }) => l10n.t('gradient of {0}', weight),
  activationGradient: () => l10n.t('activation gradient'),
  gain: () => l10n.t('gain'),
  shortcutGradient: () => l10n.t('shortcut gradient'),
  fork: ({ skip = '' }) => l10n.t('fork {0}', skip),
  inputSize: () => l10n.t('input size'),
  askedBatch: () => l10n.t('batch as asked for'),
  shapes: () => l10n.t('shapes'),
  parameters: () => l10n.t('parameters'),
  savedWeights: () => l10n.t('saved weights'),
  otherDraws: () => l10n.t('other random draws'),
  embeddedRecording: () => l10n.t('recording of the embedded Python'),
  publishedUpdates: () => l10n.t('updates as published'),
  stepTime: () => l10n.t('time of a step'),
  layerTime: () => l10n.t('time of layers'),
  trainingMemory: () => l10n.t('memory of a training step'),
  measuredPeak: () => l10n.t('measured peak'),
  roof: () => l10n.t('roof of the device'),
  batches: () => l10n.t('other batch sizes'),
  'as-written': ({ written = '' }) => written,
};

/** The name of a quantity that a report lacks, with the weight or the skip that it is of. */
export const quantityText = (gap: Named): string => names[gap.quantity](gap);
