import * as l10n from '@vscode/l10n';

/** Methods, and the limits of a result. */
export const experimentMethods = {
  'experiments.method-cut': () =>
    l10n.t(
      'A network without a skip is the same network with zeros over the shortcut, with the same weights at the start and the same batches.',
    ),
  'experiments.method-deletion': () =>
    l10n.t(
      'A trained network is evaluated again with one block deleted, without training it again: zeros over its body, the shortcut stays (Veit et al. 2016, figure 3). In the network without skips the same block is bypassed: zeros over its body, and the shortcut that it was trained without is back, if it has no weights. Batch normalisation takes the statistics of the intact network on the samples that all are measured on.',
    ),
  'experiments.method-deletion-statistics': () =>
    l10n.t(
      'Pilot seeds, which do not count, choose the learning rate of each network where none is given; the rate then falls to zero on a half cosine. An error is the share of samples with a wrong class; other outputs have a loss. Medians are over the blocks of one network; the two networks are trained apart and compared by Welch’s test over the seeds, of the blocks that both can lose; p is corrected by Holm’s method; a verdict needs five seeds, p below 0.05, and 0.05 of an error or 10 % of a loss.',
    ),
  'experiments.method-drop': () =>
    l10n.t(
      'A dropped block has zeros over its body and hands its input on; a plain one has zeros over its shortcut (He et al. 2015, figure 6).',
    ),
  'experiments.method-identity': () =>
    l10n.t(
      'Blocks with zeros over their bodies are identities: the trained shallow network with them added is one that the deep plain network could become (He et al. 2015, section 1).',
    ),
  'experiments.method-add': () =>
    l10n.t(
      'A shortcut starts before the first layer of a pair and is added behind the second one and its norms. A projection is a trained product over the channels, of means where the map shrinks (He et al. 2015, figure 3). All else is the same network with the same weights at the start.',
    ),
  'experiments.method-variants': () =>
    l10n.t(
      'One point changes at a time: kernels are drawn anew with the deviation of a scheme, each hidden activation is another curve, norms hand on what they get, shortcuts go through a trained product over the channels or are multiplied by a gate of themselves that starts half open (He et al. 2016, table 1).',
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
      'The rate rises in equal factors from 1e-4 to 10; the middle of the longest fall of the smoothed loss is the suggestion (the valley rule).',
    ),
  'experiments.method-rate-check': () =>
    l10n.t(
      'Each seed is then trained from its first weights at the rate that it suggested, at a third of it and at three times it. Rates are told apart where the interval of the losses’ ratio leaves 1 out.',
    ),
  'experiments.method-surface': () =>
    l10n.t(
      'Four lines of 21 points through the trained weights of each seed, in random directions whose filters are as long as those that they are added to; biases and norms stay (Li et al. 2018). Bumps are the falling on the way outward, divided by twice the range.',
    ),
  'experiments.method-surface-not-said': () =>
    l10n.t(
      'Width and curvature depend on the stage of training more than on skips: networks are not compared in them, and a network that does not train lies on a plateau.',
    ),
  'experiments.method-train': () =>
    l10n.t(
      'The steps of a probe, more of them: the optimizer and rate of the model where it has them. Gradients are log₁₀ of the norm of each kernel’s gradient divided by that of the kernel, from the first layer to the last.',
    ),
  'experiments.method-not-said': () =>
    l10n.t(
      'Said is what a training of so many steps reached on these data. Nothing follows for training to the end, for other data, or for data that were not trained on.',
    ),
};
