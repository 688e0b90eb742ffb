import * as l10n from '@vscode/l10n';
import type { OutputLossMismatch } from '../report/causes';

interface Values {
  readonly layer: string;
  readonly loss: string;
  readonly units: number;
  /** The smallest and the largest target. */
  readonly from: string;
  readonly to: string;
}
type Say = (values: Values) => string;

/** The sentence where the loss has a part in it, and the one where the layers alone do not fit. */
interface Sentences {
  readonly ofLoss: Say;
  readonly ofLayers: Say;
}
const always = (say: Say): Sentences => ({ ofLoss: say, ofLayers: say });

const noProbabilities = always((values) =>
  l10n.t('{loss} takes probabilities, and {layer} gives values beyond 0 to 1.', { ...values }),
);

const sentences: { readonly [V in OutputLossMismatch['variant']]: Sentences } = {
  'one-unit': {
    ofLoss: (values) =>
      l10n.t(
        '{loss} compares classes, and {layer} has a single unit: its share is 1 for every input, and the gradient is zero.',
        { ...values },
      ),
    ofLayers: (values) =>
      l10n.t(
        '{layer} is a softmax over a single unit: it is 1 for every input, and the gradient is zero.',
        { ...values },
      ),
  },
  'softmax-twice': {
    ofLoss: (values) =>
      l10n.t('The softmax is taken twice: {layer} ends with one, and {loss} takes another.', {
        ...values,
      }),
    ofLayers: (values) =>
      l10n.t('The softmax is taken twice: {layer} takes it of the values of another.', {
        ...values,
      }),
  },
  'sigmoid-twice': always((values) =>
    l10n.t('The sigmoid is taken twice: {layer} ends with one, and {loss} takes another.', {
      ...values,
    }),
  ),
  'squashed-scores': {
    ofLoss: (values) =>
      l10n.t(
        '{loss} takes the softmax of scores of any size and sign, and {layer} bends them by an activation first.',
        { ...values },
      ),
    ofLayers: (values) =>
      l10n.t(
        '{layer} takes the softmax of values that another activation bent: scores may have any size and sign.',
        { ...values },
      ),
  },
  'no-class-probabilities': noProbabilities,
  'no-unit-probabilities': noProbabilities,
  'independent-units': always((values) =>
    l10n.t(
      '{loss} takes probabilities of classes that exclude each other, and the {units} sigmoids of {layer} do not sum to 1.',
      { ...values },
    ),
  ),
  'no-logarithms': always((values) =>
    l10n.t(
      '{loss} takes logarithms of probabilities, and {layer} gives none: it falls below its true minimum.',
      { ...values },
    ),
  ),
  unreachable: always((values) =>
    l10n.t(
      'The targets go from {from} to {to}, and the activation of {layer} never gives all of these values.',
      { ...values },
    ),
  ),
  'several-classes': always((values) =>
    l10n.t(
      'The targets name up to {to} classes at once, and the softmax of {layer} gives shares that sum to 1.',
      { ...values },
    ),
  ),
  broadcast: always((values) =>
    l10n.t(
      '{layer} compares N×1 predictions with N targets, which broadcast to N×N: each prediction meets every target, and the model learns their mean.',
      { ...values },
    ),
  ),
};

/** A number of the user's data, as they would write it. */
const plain = (value: number): string => String(Number(value.toPrecision(3)));

/** The effect of a pair of output and loss. */
export function outputLossMessage(
  { variant, evidence: { loss, units = 0, floor, targets = [], sum = 0 } }: OutputLossMismatch,
  layer: string,
): string {
  const { ofLoss, ofLayers } = sentences[variant];
  const [from = 0, to = sum] = targets;
  const values = { layer, loss: loss ?? '', units, from: plain(from), to: plain(to) };
  const sentence = (loss === undefined ? ofLayers : ofLoss)(values);
  return floor === undefined
    ? sentence
    : l10n.t('{0} The loss of a sample cannot fall below {1}.', sentence, floor.toFixed(3));
}

const suggestions: {
  readonly [V in OutputLossMismatch['variant']]: (isOfLoss: boolean) => string;
} = {
  'one-unit': () =>
    l10n.t('Use a sigmoid with binary cross-entropy for two classes, or one unit for each class.'),
  'softmax-twice': (isOfLoss) =>
    isOfLoss
      ? l10n.t('End the layer without an activation: the loss takes the softmax of scores.')
      : l10n.t('Remove one of the two.'),
  'sigmoid-twice': () =>
    l10n.t('End the layer without an activation: the loss takes the sigmoid of scores.'),
  'squashed-scores': () => l10n.t('End the layer before the softmax without an activation.'),
  'no-class-probabilities': () =>
    l10n.t('End the layer with a softmax, or use the form of the loss that takes scores.'),
  'no-unit-probabilities': () =>
    l10n.t('End the layer with a sigmoid, or use the form of the loss that takes scores.'),
  'independent-units': () =>
    l10n.t(
      'End the layer with a softmax, or use binary cross-entropy where several classes may hold at once.',
    ),
  'no-logarithms': () =>
    l10n.t('End the model with a log-softmax, or use cross-entropy on the scores.'),
  unreachable: () =>
    l10n.t('End the layer without an activation, or scale the targets to its range.'),
  'several-classes': () =>
    l10n.t('End the layer with a sigmoid for each class, and use binary cross-entropy.'),
  broadcast: () =>
    l10n.t('Give both the same shape: `prediction.squeeze(1)`, or `target.unsqueeze(1)`.'),
};

/** The one change that makes them fit. */
export const outputLossSuggestion = ({ variant, evidence: { loss } }: OutputLossMismatch): string =>
  suggestions[variant](loss !== undefined);
