import * as l10n from '@vscode/l10n';
import type { Framework } from '../model/framework';
import type { Finding, FindingCode, MadeFinding } from '../report/finding';
import { isOfNorms } from '../report/fixes';
import { causeSuggestions } from './causeSuggestions';
import { costSuggestions } from './costWords';
import { sentenceOf } from './sentence';
import { channelsLast } from '../network/axes';
import { shapeRemedy } from './shapeRemedy';

type Of<C extends FindingCode> = Extract<MadeFinding, { code: C }>;

/** One thing to try, in one sentence, in the terms of the framework that the model is written in. */
export function findingSuggestion(finding: Finding, framework: Framework): string {
  if ('written' in finding) return finding.written.suggestion;
  // The table ties each sentence to its code; the compiler does not follow that through the look-up.
  return (suggestions[finding.code] as Suggestion<MadeFinding>)(finding, framework);
}

type Suggestion<Found> = (finding: Found, framework: Framework) => string;

const withoutBias: Readonly<Record<Framework, () => string>> = {
  torch: () => l10n.t('Make the layer without a bias (bias=False).'),
  keras: () => l10n.t('Make the layer without a bias (use_bias=False).'),
  tfjs: () => l10n.t('Make the layer without a bias (useBias: false).'),
};

const suggestions: { readonly [C in FindingCode]: Suggestion<Of<C>> } = {
  'vanishing-gradient': ({ evidence }) =>
    evidence.smallGain === undefined
      ? l10n.t(
          'Add identity shortcuts around pairs of these layers, or replace their saturating activations by ReLU with He initialisation.',
        )
      : l10n.t(
          'Start with larger weights: He initialisation for ReLU, Glorot for tanh and sigmoid.',
        ),
  'exploding-gradient': (finding) => {
    if (isOfNorms(finding)) {
      return l10n.t(
        'Warm up the learning rate: layers before a normalisation start so, whatever the size of their weights; shortcuts lower it.',
      );
    }
    return finding.variant === 'norm'
      ? l10n.t(
          'Scale the inputs and targets to about unit variance; clip the gradient norm if that is not enough.',
        )
      : l10n.t(
          'Start with smaller weights (He initialisation for ReLU, Glorot for tanh) or normalise the layers; until then clip the gradient norm.',
        );
  },
  'non-finite': ({ evidence }) =>
    evidence.failedStep > 0
      ? l10n.t(
          'Lower the learning rate or clip the gradient norm: the first steps were still finite.',
        )
      : l10n.t('Look for a division by zero, the logarithm of zero or far too large inputs here.'),
  'dead-relu': ({ evidence }) =>
    evidence.biasStart === undefined
      ? l10n.t(
          'Lower the learning rate, start with He initialisation and zero biases, or use a leaky ReLU.',
        )
      : l10n.t('Start the bias at zero.'),
  saturated: () =>
    l10n.t('Start with smaller weights (Glorot), or normalise what enters the layer.'),
  'update-ratio': ({ variant }) =>
    variant === 'slow'
      ? l10n.t('Raise the learning rate, or use an optimizer that scales each step, such as Adam.')
      : l10n.t('Lower the learning rate, or warm it up over the first steps.'),
  'lost-updates': () =>
    l10n.t('Raise the learning rate, or find what makes the gradient this small.'),
  disconnected: ({ variant }) => {
    if (variant === 'single') {
      return l10n.t('Train with more than one sample per batch, or use layer normalisation.');
    }
    if (variant === 'ends' || variant === 'blocks') {
      return l10n.t(
        'Look at what this layer computes: argmax, rounding and casts to integers have no gradient, a softmax over one unit is always 1, and one that is saturated from the start hands nothing on.',
      );
    }
    return variant === 'all'
      ? l10n.t(
          'Look at the output: a softmax or sigmoid that is saturated from the start (weights or inputs far too large), or a loss that does not depend on it.',
        )
      : l10n.t(
          'Look between this layer and the loss for an operation without a gradient (argmax, rounding, casts to integers) or for an output that the loss does not use.',
        );
  },
  'redundant-bias': (_, framework) => withoutBias[framework](),
  'silent-body': () =>
    l10n.t(
      'Leave it if the branch starts at zero on purpose; else check the scale of its last weights.',
    ),
  'idle-shortcut': () =>
    l10n.t(
      'Normalise the body, start its last layer smaller, or scale it down before the addition.',
    ),
  'merge-shape-mismatch': ({ variant, evidence: { shapes, channelAxis, sizes, shortcut } }) => {
    if (variant === 'repeated')
      return l10n.t(
        'Give the body as many channels as its shortcut has, or take the addition out.',
      );
    const [a, b] = shapes;
    const last = [channelsLast(a, channelAxis), channelsLast(b, channelAxis)] as const;
    const remedy = shapeRemedy(...last, { sizes, shortcut });
    return remedy ? sentenceOf(remedy) : '';
  },
  'deep-plain-stack': () =>
    l10n.t('Add an identity shortcut around every two or three of these layers.'),
  'missing-long-skip': ({ variant }) =>
    variant === 'some-levels'
      ? l10n.t('Concatenate the features that the encoder has at the same level.')
      : l10n.t(
          'Concatenate the encoder features of the same resolution after each upsampling, unless the bottleneck is the point, as in an autoencoder.',
        ),
  'nonlinear-shortcut': () => l10n.t('Move the activation into the body or behind the addition.'),
  'empty-shortcut': () =>
    l10n.t('Start the shortcut before the layers that it should pass by, or remove it.'),
  ...causeSuggestions,
  ...costSuggestions,
};
