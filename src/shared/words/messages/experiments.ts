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
  'experiments.arm-without-long': (values: { count: number }) =>
    l10n.t('the network without its long skips ({count})', values),
  'experiments.arm-long-only': () => l10n.t('the network with long skips only'),
  'experiments.arm-short-only': () => l10n.t('the network with short skips only'),
  'experiments.arm-neither': () => l10n.t('the network with neither long nor short skips'),
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
  'experiments.no-float-input': () =>
    l10n.t(
      'The gradient of the input is what this experiment measures, and this network has none, or several inputs: it needs one input of floating-point numbers.',
    ),
  'experiments.no-paths': (values: { blocks: number }) =>
    l10n.t(
      'This network has {blocks} merges of a body and a shortcut; paths of unlike length need at least two.',
      values,
    ),
  'experiments.has-dropout': () =>
    l10n.t(
      'This network has dropout, which would make neighbouring inputs differ at random in training mode.',
    ),
  'experiments.no-u-shape': () =>
    l10n.t(
      'This network has no long skip that could be cut: it does not go down and up again in resolution with a connection across.',
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

interface Paths {
  blocks: number;
  from: number;
  to: number;
  mean: number;
  low: number;
  high: number;
  mode: number;
  half: number;
  seeds: number;
  steps: number;
  data: string;
}

const shownPaths = (values: Paths) => ({
  ...values,
  mean: digits(values.mean),
  low: digits(values.low),
  high: digits(values.high),
});

interface Shattered {
  points: number;
  whole: number;
  without: number;
}

const shownShattered = (values: Compared & Shattered) => ({
  ...shown(values),
  points: values.points,
  whole: digits(values.whole),
  without: digits(values.without),
});

/** Sentences about pictures: what was measured, and no verdict. */
const pictures = {
  'experiments.paths': (values: Paths) =>
    l10n.t(
      'Before training, paths through {from} to {to} of the {blocks} bodies carry 90 % of the gradient, {mean} on average (95 %: {low} to {high}; {seeds} seeds, {data}); most of it comes through {mode}, most paths go through {half}.',
      shownPaths(values),
    ),
  'experiments.paths-trained': (values: Paths) =>
    l10n.t(
      'After {steps} steps {data}, paths through {from} to {to} of the {blocks} bodies carry 90 % of the gradient, {mean} on average (95 %: {low} to {high}; {seeds} seeds); most of it comes through {mode}, most paths go through {half}.',
      shownPaths(values),
    ),
  'experiments.path-decay': (values: {
    slope: number;
    low: number;
    high: number;
    explained: number;
    seeds: number;
    data: string;
    steps: number;
  }) =>
    l10n.t(
      'With each body on it, the gradient of a single path changes by {slope} decades (95 %: {low} to {high}; r² {explained}; {seeds} seeds).',
      {
        ...values,
        slope: values.slope.toFixed(3),
        low: values.low.toFixed(3),
        high: values.high.toFixed(3),
        explained: values.explained.toFixed(2),
      },
    ),
  'experiments.shattering': (values: {
    arm: string;
    value: number;
    low: number;
    high: number;
    points: number;
    seeds: number;
    data: string;
  }) =>
    l10n.t(
      'Before training, the input gradients of neighbours among {points} points between two samples correlate by {value} in {arm} (95 %: {low} to {high}; {seeds} seeds, {data}).',
      {
        ...values,
        value: digits(values.value),
        low: digits(values.low),
        high: digits(values.high),
      },
    ),
  'experiments.shattering-differs': (values: Compared & Shattered) =>
    l10n.t(
      'Before training, the input gradients of neighbouring points correlate by {without} in {arm} and by {whole} in {against}, a difference of {value} (95 %: {low} to {high}; {seeds} seeds, {points} points, {data}).',
      shownShattered(values),
    ),
  'experiments.shattering-same': (values: Compared & Shattered) =>
    l10n.t(
      'Before training, the input gradients of neighbouring points correlate alike, by {without} in {arm} and by {whole} in {against} ({seeds} seeds, {points} points, {data}).',
      shownShattered(values),
    ),
  'experiments.shattering-undecided': (values: Compared & Shattered) =>
    l10n.t(
      'Before training, {seeds} seeds do not tell how the input gradients of neighbouring points correlate in {arm} ({without}) from how they do in {against} ({whole}); they would have found a difference of {detectable} in four of five cases ({points} points, {data}).',
      shownShattered(values),
    ),
  'experiments.u-middle': (values: {
    arm: string;
    value: number;
    low: number;
    high: number;
    seeds: number;
    steps: number;
    data: string;
  }) =>
    l10n.t(
      'Over {steps} steps {data}, the relative gradient of the middle layers is {value} times that of the first and last ones in {arm} (95 %: {low} to {high}; {seeds} seeds).',
      {
        ...values,
        value: digits(values.value),
        low: digits(values.low),
        high: digits(values.high),
      },
    ),
  'experiments.learning-rate': (values: {
    rate: number;
    low: number;
    high: number;
    least: number;
    most: number;
    seeds: number;
    steps: number;
    optimizer: string;
    data: string;
  }) =>
    l10n.t(
      'A range test of {steps} steps {data} suggests a learning rate of {rate} for {optimizer} (95 %: {low} to {high}; {seeds} seeds gave {least} to {most}).',
      {
        ...values,
        rate: digits(values.rate),
        low: digits(values.low),
        high: digits(values.high),
        least: digits(values.least),
        most: digits(values.most),
      },
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
  'experiments.method-paths': () =>
    l10n.t(
      'A factor z on every body makes the gradient of the input a polynomial in z, whose coefficients are the sums over all paths of one length. Its values at the roots of unity come from one backward pass for each sample; an inverse Fourier sum gives the coefficients, exact but for rounding (paths after Veit et al. 2016). Running statistics are those of one batch.',
    ),
  'experiments.method-decay': () =>
    l10n.t(
      'Single paths are drawn at random, as many of each length as there are samples; the line is fitted to the logarithm of their median.',
    ),
  'experiments.method-shattering': () =>
    l10n.t(
      'The gradient of one output before its softmax or sigmoid, at points on the segment between two samples with unlike targets, as one batch in training mode; the autocorrelation of the vectors with their mean removed (Balduzzi et al. 2017).',
    ),
  'experiments.method-collapse': () =>
    l10n.t(
      'A high correlation is no certificate of health: where outputs hardly differ (spread), gradients correlate too.',
    ),
  'experiments.method-u-shape': () =>
    l10n.t(
      'The norm of each kernel’s gradient divided by that of the kernel, geometric means over the middle quarter of the layers and over the first and last quarters (Drozdzal et al. 2016, figure 3, show updates).',
    ),
  'experiments.method-u-norm': () =>
    l10n.t('Batch normalisation hides differences: they are largest in networks without it.'),
  'experiments.method-range': () =>
    l10n.t(
      'The rate rises in equal factors from 1e-4 to 10; the middle of the longest fall of the smoothed loss is the suggestion (the valley rule). It is where to start, and was not trained at.',
    ),
  'experiments.method-not-said': () =>
    l10n.t(
      'Said is what a training of so many steps reached on these data. Nothing follows for training to the end, for other data, or for data that were not trained on.',
    ),
};

export const experimentsMessages = {
  ...arms,
  ...refusals,
  ...verdicts,
  ...pictures,
  ...methods,
};
