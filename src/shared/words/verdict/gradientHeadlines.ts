import * as l10n from '@vscode/l10n';
import type { FindingCode, MadeFinding } from '../../report/finding';
import { counted, formatGradient } from '../format';
import { formatFactor } from './formatFactor';

type Of<C extends FindingCode> = Extract<MadeFinding, { code: C }>;
type GradientCode = 'vanishing-gradient' | 'exploding-gradient' | 'non-finite' | 'disconnected';

/** Findings on the way of the gradient. */
export const gradientHeadlines: {
  readonly [C in GradientCode]: (finding: Of<C>, where: string) => string;
} = {
  'vanishing-gradient': vanishing,
  'exploding-gradient': exploding,
  'non-finite': ({ evidence: { where: tensor, failedStep } }, where) => {
    const values = { where, step: failedStep + 1 };
    switch (tensor) {
      case 'output':
        return l10n.t('it begins in the output of {where}, at step {step}', values);
      case 'gradient':
        return l10n.t('it begins in the gradient of {where}, at step {step}', values);
      case 'loss':
        return l10n.t('it begins in the loss of {where}, at step {step}', values);
    }
  },
  disconnected,
};

function vanishing({ evidence }: Of<'vanishing-gradient'>, where: string): string {
  const { firstRms, lastRms, smallGain, sigmoids, weightedLayers } = evidence;
  const depth = counted(weightedLayers, 'weighted layer');
  const values = {
    where,
    depth,
    factor: formatFactor(lastRms / firstRms),
    count: counted(sigmoids ?? 0, 'sigmoid'),
    gain: smallGain?.toPrecision(2) ?? '',
  };
  // Nothing comes through at all: there is no factor.
  if (!(firstRms > 0)) {
    return l10n.t('none of it is left at {where}, after {depth}', values);
  }
  if (smallGain !== undefined) {
    return l10n.t(
      '{where} gets {factor}× less than the last layer, because each layer’s first weights pass on only {gain} of the signal',
      values,
    );
  }
  return sigmoids === undefined
    ? l10n.t('{where} gets {factor}× less than the last layer, after {depth}', values)
    : l10n.t(
        '{where} gets {factor}× less than the last layer, because of {count} on the way',
        values,
      );
}

function exploding(finding: Of<'exploding-gradient'>, where: string): string {
  switch (finding.variant) {
    case 'path':
      return l10n.t('it grows {factor}× through {depth} back to {where}', {
        factor: formatFactor(10 ** finding.evidence.decadesGained),
        depth: counted(finding.evidence.weightedLayers, 'weighted layer'),
        where,
      });
    case 'neighbours':
      return l10n.t('it grows {factor}× in the one layer back to {where}', {
        factor: formatFactor(finding.evidence.factor),
        where,
      });
    case 'norm':
      return l10n.t('its norm is {norm} at {where}', {
        norm: formatGradient(finding.evidence.l2),
        where,
      });
  }
}

function disconnected({ variant, evidence }: Of<'disconnected'>, where: string): string {
  switch (variant) {
    case 'all':
      return l10n.t('the loss gives none to any weight');
    case 'some':
      return l10n.t('none reaches {where}, whose weights never change', { where });
    case 'ends':
      return l10n.t('it ends at {where}, and no weight learns', { where });
    case 'blocks':
      return l10n.t('it ends at {where}, and {layers} before it do not learn', {
        where,
        layers: counted(evidence.layers.length - 1, 'layer'),
      });
    case 'single':
      return l10n.t('{where} normalises over a single value, because the batch is 1', { where });
  }
}
