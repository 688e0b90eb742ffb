import * as l10n from '@vscode/l10n';
import type {
  InitialLoss,
  InputScale,
  NeverTrained,
  RecurrentGrowth,
  SaturatedGate,
  SymmetricWeights,
} from '../report/causes';
import { counted, formatGradient, formatShare } from './format';

/** A number of the user's data, as they would write it. */
const plain = (value: number): string => String(Number(value.toPrecision(3)));

export const symmetricWeightsMessage = (
  { variant, evidence }: SymmetricWeights,
  layers: string,
): string => {
  const values = { layers, value: plain(evidence.value) };
  return variant === 'stay'
    ? l10n.t(
        'All units of {layers} have the same weights ({value} at the start) and get the same gradient in every step: they stay one unit.',
        values,
      )
    : l10n.t(
        'All units of {layers} start with the same weights ({value}): at the start they are one unit.',
        values,
      );
};

const scaleSentences: { readonly [V in InputScale['variant']]: (values: ScaleValues) => string } = {
  bytes: (values) =>
    l10n.t('{layer} gets values from {min} to {max}: images that were not scaled.', values),
  spread: (values) =>
    l10n.t('{layer} gets values with a standard deviation of {std}, where 1 is expected.', values),
  column: (values) =>
    l10n.t(
      'Column {column} of {layer} has values around {mean} with a standard deviation of {std}, where 0 and 1 are expected: it drowns the others.',
      values,
    ),
  offset: (values) =>
    l10n.t('{layer} gets values around {mean} that differ by {std} only: they are not centred.', {
      ...values,
    }),
  'not-finite': (values) =>
    l10n.t('The data of {layer} hold {count} that are NaN or infinite.', values),
  targets: (values) =>
    l10n.t(
      'The targets of {layer} lie around {mean} with a standard deviation of {std}, and the squared or absolute error takes them as they are.',
      values,
    ),
  labels: (values) =>
    l10n.t(
      'The targets of {layer} go up to {max} only, and the loss takes probabilities: labels that were divided as images are.',
      values,
    ),
};
type ScaleValues = Readonly<
  Record<'layer' | 'min' | 'max' | 'mean' | 'std' | 'count' | 'column', string>
>;

export function inputScaleMessage({ variant, evidence }: InputScale, layer: string): string {
  const { min, max, mean, std, nonFinite, column = 0 } = evidence;
  return scaleSentences[variant]({
    layer,
    min: plain(min),
    max: plain(max),
    mean: plain(mean),
    std: plain(std),
    count: counted(nonFinite, 'value'),
    column: String(column + 1),
  });
}

export function inputScaleSuggestion({ variant }: InputScale): string {
  switch (variant) {
    case 'bytes':
      return l10n.t('Divide by 255, or make a rescaling layer the first one.');
    case 'spread':
    case 'column':
    case 'offset':
      return l10n.t('Subtract the mean and divide by the standard deviation of the training data.');
    case 'not-finite':
      return l10n.t('Look for missing values and divisions by zero where the data are made.');
    case 'targets':
      return l10n.t('Scale the targets to about unit variance, and the predictions back.');
    case 'labels':
      return l10n.t('Divide the inputs alone, and leave the labels as they are.');
  }
}

export const initialLossMessage = ({ evidence }: InitialLoss, layer: string): string =>
  l10n.t(
    'The loss of {layer} starts at {loss}, where a network that knows nothing has {chance}: it is sure of answers that it has not learned.',
    { layer, loss: plain(evidence.loss), chance: plain(evidence.chance) },
  );

const torchSentences = {
  'in-list': (values: TrainedValues) =>
    l10n.t(
      'A plain list or dict holds {layers}: {parameters} are not registered, so that no optimizer gets them.',
      values,
    ),
  'made-anew': (values: TrainedValues) =>
    l10n.t(
      '{layers} is made anew at every call: its {parameters} are drawn at random each time and never trained.',
      values,
    ),
  'unread-flag': (values: TrainedValues) =>
    l10n.t(
      '`requires_grad = False` on a module freezes nothing: {parameters} of {layers} are trained all the same.',
      values,
    ),
};
type TrainedValues = Readonly<Record<'layers' | 'parameters', string>>;

export function neverTrainedMessage({ variant, evidence }: NeverTrained, layers: string): string {
  const values = { layers, parameters: counted(evidence.parameters, 'parameter') };
  if (variant === 'unused') {
    const { unused = '' } = evidence;
    return l10n.t(
      '{unused} reads {layers}, and nothing reads {unused}: the network goes on without it.',
      { ...values, unused },
    );
  }
  if (evidence.refusal) {
    return l10n.t('{by} cannot train {layers} on any backend: {reason}', {
      ...values,
      ...evidence.refusal,
    });
  }
  if (variant === 'unregistered') {
    return l10n.t(
      '{parameters} of layers that {layers} holds are not registered: training never changes them.',
      values,
    );
  }
  if (variant === 'in-list' || variant === 'made-anew' || variant === 'unread-flag')
    return torchSentences[variant](values);
  return variant === 'all-frozen'
    ? l10n.t('Training changes nothing: all {parameters} are frozen.', values)
    : l10n.t(
        'Random weights are frozen in {layers} ({parameters}): what follows learns from random features.',
        values,
      );
}

export const saturatedGateMessage = (
  { variant, evidence }: SaturatedGate,
  layers: string,
): string => {
  const values = { layers, open: formatGradient(evidence.open), share: formatShare(evidence.open) };
  return variant === 'shut'
    ? l10n.t(
        'The gate {layers} starts shut: its mean is {open}, and its slope is as small.',
        values,
      )
    : l10n.t(
        'The gate {layers} starts wide open: its mean is {share}, and it hardly moves.',
        values,
      );
};

export function recurrentGrowthMessage(
  { variant, evidence }: RecurrentGrowth,
  layer: string,
): string {
  const { factor, calls } = evidence;
  const values = { factor: factor.toFixed(2), calls, layer };
  return variant === 'within'
    ? l10n.t(
        'The gradient grows through time: by a factor of {factor} from each of the {calls} steps of {layer} to the one before it.',
        values,
      )
    : l10n.t(
        'The gradient grows through time: by a factor of {factor} from each of the {calls} calls of {layer} to the one before it.',
        values,
      );
}

export function neverTrainedSuggestion({ variant }: NeverTrained): string {
  switch (variant) {
    case 'all-frozen':
      return l10n.t('Set trainable to true on the layers that are to learn, and compile again.');
    case 'frozen-at-random':
      return l10n.t('Load the weights that it was to keep, or let it learn.');
    case 'unregistered':
      return l10n.t(
        'Make the layers part of the network: apply them outside the layer, or add their weights to its own.',
      );
    case 'refused':
      return l10n.t(
        'The probe computes its gradient all the same; your own training needs other operations here.',
      );
    case 'unused':
      return l10n.t('Give its output to the layer that is to read it, or leave it out.');
    case 'in-list':
      return l10n.t('Hold them in nn.ModuleList or nn.ModuleDict.');
    case 'made-anew':
      return l10n.t('Make it in __init__ and keep it in a field.');
    case 'unread-flag':
      return l10n.t('Call requires_grad_(False) on the module.');
  }
}
