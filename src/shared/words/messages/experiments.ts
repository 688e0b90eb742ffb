import * as l10n from '@vscode/l10n';

/** A ratio with its digits: `3.97`, `0.32`, `128`. */
const digits = (value: number): string =>
  Math.abs(value) >= 100 || (value !== 0 && Math.abs(value) < 0.01)
    ? Number(value.toPrecision(2)).toString()
    : value.toFixed(2);

interface Compared {
  arm: string;
  against: string;
  value: number;
  low: number;
  high: number;
  seeds: number;
  detectable: number;
  steps: number;
  data: string;
}

/** The values of a comparison as they stand in a sentence. */
const shown = (values: Compared) => ({
  ...values,
  value: digits(values.value),
  low: digits(values.low),
  high: digits(values.high),
  // As far up as down: the larger of the two is the one that people read.
  detectable: digits(values.detectable),
});

/** Networks that are compared; each stands within a sentence. */
const arms = {
  'experiments.arm-whole': () => l10n.t('the whole network'),
  'experiments.arm-without-all': (values: { count: number }) =>
    l10n.t('the network without its skips ({count})', values),
  'experiments.arm-without': (values: { from: string; to: string }) =>
    l10n.t('the network without the skip {from} → {to}', values),
  'experiments.arm-plain-blocks': (values: { kept: number; blocks: number }) =>
    l10n.t('the plain network of {kept} of its {blocks} blocks', values),
  'experiments.arm-residual-blocks': (values: { kept: number; blocks: number }) =>
    l10n.t('the network with skips of {kept} of its {blocks} blocks', values),
  'experiments.arm-constructed': (values: { kept: number; added: number; blocks: number }) =>
    l10n.t(
      'the plain network that was trained with {kept} blocks and has {added} identities added',
      values,
    ),
};

/** Reasons why an experiment makes no sense for a network. */
const refusals = {
  'experiments.no-skip-to-cut': () =>
    l10n.t(
      'This network has no skip connection that could be cut: zeros stand for a missing input only where inputs are added, subtracted or concatenated.',
    ),
  'experiments.too-few-blocks': (values: { blocks: number; least: number }) =>
    l10n.t(
      'This network has {blocks} residual blocks that could be dropped; at least {least} make a depth to compare.',
      values,
    ),
  'experiments.cannot-run': (values: { reason: string }) =>
    l10n.t('No experiment can run on this model: {reason}', values),
  'experiments.framework-cannot': (values: { framework: string }) =>
    l10n.t('Experiments do not run on models of {framework}.', values),
  'experiments.saved-weights': () =>
    l10n.t(
      'The weights of this model come from its file and are the same for every seed: nothing could be said about training it anew.',
    ),
  'experiments.unknown-arm': (values: { name: string; known: string }) =>
    l10n.t('An argument does not fit: there is no arm {name}; there are {known}.', values),
  'experiments.not-deterministic': () =>
    l10n.t(
      'The model is not the same when it is built twice for one seed; its cells could not be compared.',
    ),
  'experiments.over-budget': (values: { least: string; budget: string }) =>
    l10n.t(
      'This does not fit into {budget}: 50 steps with every seed take about {least} here. A smaller --input-shape keeps the weights and takes less; --steps sets the number itself.',
      values,
    ),
};

/** What an experiment says. Each names steps, seeds and data. */
const verdicts = {
  'experiments.on-made-data': () => l10n.t('on made data'),
  'experiments.on-file': (values: { name: string }) => l10n.t('on {name}', values),
  'experiments.loss-differs': (values: Compared) =>
    l10n.t(
      'After {steps} steps {data}, the training loss of {arm} is {value} times that of {against} (95 %: {low} to {high}; {seeds} seeds).',
      shown(values),
    ),
  'experiments.loss-same': (values: Compared) =>
    l10n.t(
      'After {steps} steps {data}, the training losses of {arm} and of {against} are the same within 10 % (95 %: {low} to {high} times; {seeds} seeds).',
      shown(values),
    ),
  'experiments.loss-undecided': (values: Compared) =>
    l10n.t(
      'After {steps} steps {data}, {seeds} seeds do not tell the training loss of {arm} from that of {against}: {value} times (95 %: {low} to {high}). They would have found {detectable} times in four of five cases.',
      shown(values),
    ),
  'experiments.first-gradient': (values: Compared) =>
    l10n.t(
      'Before training, the gradient of the first layer is {value} times as large in {arm} as in {against} (95 %: {low} to {high}; {seeds} seeds, {data}).',
      shown(values),
    ),
  'experiments.too-few-seeds': (values: { seeds: number }) =>
    l10n.t('{seeds} seeds are too few for a verdict: at least five are needed.', values),
  'experiments.diverged': (values: Compared & { diverged: number; all: number }) =>
    l10n.t(
      'After {steps} steps {data}, {diverged} of {all} trainings of {arm} and of {against} diverged: no ratio is given.',
      { ...shown(values), diverged: values.diverged, all: values.all },
    ),
};

/** How it was measured, and what is not said. */
const methods = {
  'experiments.method-cut': () =>
    l10n.t(
      'A network without a skip is the same network with zeros over the shortcut, with the same weights at the start and the same batches.',
    ),
  'experiments.method-drop': () =>
    l10n.t(
      'A dropped block has zeros over its body and hands its input on; a plain one has zeros over its shortcut (He et al. 2015, figure 6).',
    ),
  'experiments.method-identity': () =>
    l10n.t(
      'Blocks with zeros over their bodies are identities: the trained shallow network with them added is one that the deep plain network could become (He et al. 2015, section 1).',
    ),
  'experiments.method-training': () =>
    l10n.t(
      'Pilot seeds, which do not count, choose the learning rate of each network where none is given; the rate then falls to zero on a half cosine. The loss is measured in training mode on the same samples for every network.',
    ),
  'experiments.method-welch': () =>
    l10n.t(
      'Losses are compared by Welch’s test on their logarithms and gradients of the same weights in pairs; p is corrected by Holm’s method; a verdict needs five seeds, p below 0.05 and 10 %.',
    ),
  'experiments.method-not-said': () =>
    l10n.t(
      'Said is what a training of so many steps reached on these data. Nothing follows for training to the end, for other data, or for data that were not trained on.',
    ),
};

export const experimentsMessages = { ...arms, ...refusals, ...verdicts, ...methods };
