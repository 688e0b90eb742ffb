import * as l10n from '@vscode/l10n';
import type {
  CauseFinding,
  InputScale,
  NeverTrained,
  OutputLossMismatch,
  RecurrentGrowth,
} from '../../report/causes';
import { counted, formatShare } from '../format';
import { oneBatchHeadline, trainEvalGapHeadline } from '../evaluationWords';
import { formatFactor } from './formatFactor';

type Of<C extends CauseFinding['code']> = Extract<CauseFinding, { code: C }>;

/** A number of the user's data, as they would write it. */
const plain = (value: number): string => String(Number(value.toPrecision(3)));

/** Findings that name the cause of a fault. */
export const causeHeadlines: {
  readonly [C in CauseFinding['code']]: (finding: Of<C>, where: string) => string;
} = {
  'output-loss-mismatch': outputLoss,
  'missing-nonlinearity': ({ variant }, where) =>
    variant === 'low-rank'
      ? l10n.t('{where} and the layer after it are one linear map of low rank', { where })
      : l10n.t('{where} and the layer after it are one linear map', { where }),
  'symmetric-weights': ({ evidence }, where) =>
    l10n.t('all units of {where} start at {value} and act as one', {
      where,
      value: plain(evidence.value),
    }),
  'input-scale': inputScale,
  'initial-loss': ({ evidence: { loss, chance } }, where) =>
    l10n.t('the loss of {where} starts at {loss}, and a guess has {chance}', {
      where,
      loss: plain(loss),
      chance: plain(chance),
    }),
  'never-trained': neverTrained,
  'doubled-shortcut': (_, where) =>
    l10n.t('{where} adds a tensor that the other summand holds already', { where }),
  'one-sided-body': (_, where) =>
    l10n.t('its body ends in the rectifier of {where}, so it can only add', { where }),
  'saturated-gate': ({ variant, evidence }, where) =>
    variant === 'shut'
      ? l10n.t('the gate at {where} starts shut, at {share}', {
          where,
          share: formatShare(evidence.open),
        })
      : l10n.t('the gate at {where} starts wide open, at {share}', {
          where,
          share: formatShare(evidence.open),
        }),
  'recurrent-growth': recurrentGrowth,
  'does-not-fit-one-batch': oneBatchHeadline,
  'train-eval-gap': trainEvalGapHeadline,
  'mixed-samples': (_, where) =>
    l10n.t('at {where} the output of one sample depends on the others of its batch', { where }),
  'inplace-breaks-backward': (_, where) =>
    l10n.t('{where} overwrites values that the backward pass needs', { where }),
  'inplace-changes-shortcut': (_, where) =>
    l10n.t('{where} overwrites the input that the shortcut carries', { where }),
};

function outputLoss({ variant, evidence }: OutputLossMismatch, where: string): string {
  const values = { where, units: evidence.units ?? 0 };
  switch (variant) {
    case 'one-unit':
      return l10n.t('the only unit of {where} is 1 for every input', values);
    case 'softmax-twice':
      return l10n.t('the softmax of {where} is taken twice', values);
    case 'sigmoid-twice':
      return l10n.t('the sigmoid of {where} is taken twice', values);
    case 'squashed-scores':
      return l10n.t('the scores of {where} are bent before their softmax', values);
    case 'no-class-probabilities':
    case 'no-unit-probabilities':
      return l10n.t('the loss takes probabilities, and {where} gives none', values);
    case 'independent-units':
      return l10n.t('the {units} sigmoids of {where} do not sum to 1', values);
    case 'no-logarithms':
      return l10n.t('the loss takes logarithms, and {where} gives none', values);
    case 'unreachable':
      return l10n.t('some targets lie outside of what {where} can give', values);
    case 'several-classes':
      return l10n.t('the targets name several classes at once, and {where} is a softmax', values);
    case 'broadcast':
      return l10n.t('the loss compares each prediction of {where} with every target', values);
  }
}

function recurrentGrowth({ variant, evidence }: RecurrentGrowth, where: string): string {
  const values = { factor: formatFactor(evidence.factor), calls: evidence.calls, where };
  return variant === 'within'
    ? l10n.t('the gradient grows {factor}× with each of the {calls} steps of {where}', values)
    : l10n.t('the gradient grows {factor}× with each of the {calls} calls of {where}', values);
}

function inputScale({ variant, evidence }: InputScale, where: string): string {
  const { min, max, mean, std, nonFinite } = evidence;
  const values = { where, min: plain(min), max: plain(max), mean: plain(mean), std: plain(std) };
  switch (variant) {
    case 'bytes':
      return l10n.t('{where} gets whole numbers from {min} to {max}', values);
    case 'spread':
      return l10n.t('{where} gets values with a spread of {std}, where 1 is expected', values);
    case 'column':
      return l10n.t('one column of {where} lies around {mean} with a spread of {std}', values);
    case 'offset':
      return l10n.t('{where} gets values around {mean} that differ by {std} only', values);
    case 'not-finite':
      return l10n.t('the data of {where} hold {count} that are NaN or infinite', {
        where,
        count: counted(nonFinite, 'value'),
      });
    case 'targets':
      return l10n.t('the targets of {where} lie around {mean} with a spread of {std}', values);
    case 'labels':
      return l10n.t('the labels of {where} go up to {max} only, divided as images are', values);
  }
}

function neverTrained({ variant, evidence }: NeverTrained, where: string): string {
  const values = { where, parameters: counted(evidence.parameters, 'parameter') };
  switch (variant) {
    case 'all-frozen':
      return l10n.t('all {parameters} are frozen', values);
    case 'frozen-at-random':
      return l10n.t('the random weights at {where} are frozen ({parameters})', values);
    case 'unregistered':
      return l10n.t('{parameters} at {where} are not registered', values);
    case 'in-list':
      return l10n.t('{parameters} at {where} stand in a plain list or dict', values);
    case 'made-anew':
      return l10n.t('{where} is made anew with every call', values);
    case 'unread-flag':
      return l10n.t('requires_grad at {where} is set where torch does not read it', values);
    case 'refused':
      return l10n.t('{by} cannot train {where}', { where, by: evidence.refusal?.by ?? '' });
    case 'unused':
      return l10n.t('nothing reads {unused}, which reads {where}', {
        where,
        unused: evidence.unused ?? '',
      });
  }
}
