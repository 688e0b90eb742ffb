import * as l10n from '@vscode/l10n';
import type { NotMeasured } from '../report/notMeasured';

type Named = Pick<NotMeasured, 'quantity' | 'weight' | 'skip' | 'written'>;

/** The name of a quantity that a report lacks, with the weight or the skip that it is of. */
export function quantityText({ quantity, weight, skip, written }: Named): string {
  switch (quantity) {
    case 'probe':
      return l10n.t('probe');
    case 'gradient':
      return l10n.t('gradient of {0}', weight ?? '');
    case 'activationGradient':
      return l10n.t('activation gradient');
    case 'gain':
      return l10n.t('gain');
    case 'shortcutGradient':
      return l10n.t('shortcut gradient');
    case 'fork':
      return l10n.t('fork {0}', skip ?? '');
    case 'inputSize':
      return l10n.t('input size');
    case 'shapes':
      return l10n.t('shapes');
    case 'parameters':
      return l10n.t('parameters');
    case 'savedWeights':
      return l10n.t('saved weights');
    case 'as-written':
      return written ?? '';
  }
}
