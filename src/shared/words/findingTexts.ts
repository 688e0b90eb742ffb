import type { FindingCode, Severity } from '../report/report';

/** The text on a kind of finding, without a model at hand. */
export interface FindingText {
  /** One sentence. */
  readonly what: string;
  readonly remedy: string;
  /** Of most such findings; one finding may be milder or worse. */
  readonly severity: Severity;
  /** The source of the finding: the numbers of a probe, those of a profile, or the graph alone. */
  readonly from: 'probe' | 'profile' | 'graph';
}

/** The section of each code in docs/findings.md says the same in more words, and a test holds the two together. */
export const findingTexts: Readonly<Record<FindingCode, FindingText>> = {
  'vanishing-gradient': {
    what: 'The gradient fades on its way back to the input.',
    remedy:
      'identity shortcuts around pairs of layers; ReLU with He initialisation in place of sigmoid or tanh; normalisation.',
    severity: 'warning',
    from: 'probe',
  },
  'exploding-gradient': {
    what: 'The gradient grows on its way back to the input.',
    remedy:
      'smaller initial weights (He for ReLU, Glorot for tanh), normalisation; until then, clip the gradient norm.',
    severity: 'error',
    from: 'probe',
  },
  'non-finite': {
    what: 'NaN or infinite values.',
    remedy:
      'where the first steps were finite, a lower learning rate; else look for divisions by zero, logarithms of zero and unscaled inputs.',
    severity: 'error',
    from: 'probe',
  },
  'dead-relu': {
    what: 'More than half of the units of a rectified layer are zero on at least 99 % of the inputs.',
    remedy: 'a lower learning rate, He initialisation with zero biases, or a leaky ReLU.',
    severity: 'warning',
    from: 'probe',
  },
  saturated: {
    what: 'More than half of the units of a tanh or sigmoid layer have a derivative below 1e-4.',
    remedy: 'smaller initial weights (Glorot), or normalise what enters the layer.',
    severity: 'warning',
    from: 'probe',
  },
  'update-ratio': {
    what: '‖Δw‖ / ‖w‖ of a kernel, with the Δw that the optimizer applied, is further than two decades from 1e-3.',
    remedy: 'another learning rate, or an optimizer that scales each step.',
    severity: 'warning',
    from: 'probe',
  },
  'lost-updates': {
    what: 'More than half of the entries of a kernel got a gradient and did not change.',
    remedy:
      'find what makes the gradient so small (often `vanishing-gradient`, which then is the finding), or raise the learning rate.',
    severity: 'error',
    from: 'probe',
  },
  disconnected: {
    what: 'No gradient reaches a trainable layer.',
    remedy:
      'look between the layer and the loss for an operation without a gradient, such as argmax or rounding, or for an output that the loss does not use.',
    severity: 'warning',
    from: 'probe',
  },
  'silent-body': {
    what: 'Less than 1 % of the gradient at a residual fork comes back through the body.',
    remedy: 'nothing if it is on purpose; else check the scale of the last weights of the body.',
    severity: 'info',
    from: 'probe',
  },
  'idle-shortcut': {
    what: 'Less than 1 % of the gradient at a residual fork comes back through the shortcut.',
    remedy: 'normalise the body, or scale it down before the addition.',
    severity: 'warning',
    from: 'probe',
  },
  'merge-shape-mismatch': {
    what: 'The branches of an addition, or of a concatenation beside its axis, have shapes that do not fit, or a body of one channel is added to all channels of its shortcut.',
    remedy: 'the projection, stride, upsampling, padding or crop that the suggestion names.',
    severity: 'error',
    from: 'graph',
  },
  'deep-plain-stack': {
    what: 'More than 20 weighted layers in a row that no skip connection passes by.',
    remedy: 'an identity shortcut around every two or three of these layers.',
    severity: 'warning',
    from: 'graph',
  },
  'missing-long-skip': {
    what: 'The main path lowers its resolution and raises it again, and no long skip carries detail from the encoder to the decoder.',
    remedy: "concatenate the encoder's features of the same resolution after each upsampling.",
    severity: 'info',
    from: 'graph',
  },
  'nonlinear-shortcut': {
    what: 'An additive shortcut passes through a non-linearity, so that neither signal nor gradient passes whole.',
    remedy: 'move the activation into the body or behind the addition.',
    severity: 'warning',
    from: 'graph',
  },
  'empty-shortcut': {
    what: 'An addition of a tensor to itself.',
    remedy: 'start the shortcut before the layers that it should pass by, or remove it.',
    severity: 'warning',
    from: 'graph',
  },
  'redundant-bias': {
    what: 'A bias straight before batch norm, which subtracts it again.',
    remedy: '`useBias: false`.',
    severity: 'info',
    from: 'graph',
  },
  'output-loss-mismatch': {
    what: 'The output ends with another activation than its loss takes.',
    remedy: 'the one change that the finding names, at the activation or at the loss.',
    severity: 'warning',
    from: 'graph',
  },
  'missing-nonlinearity': {
    what: 'Two weighted layers in a row have nothing non-linear between them.',
    remedy: 'an activation between them, or one of them left out.',
    severity: 'warning',
    from: 'graph',
  },
  'symmetric-weights': {
    what: 'All units of a kernel start with the same weights.',
    remedy:
      'a kernel that is drawn at random: He initialisation for ReLU, Glorot for tanh and sigmoid.',
    severity: 'error',
    from: 'probe',
  },
  'input-scale': {
    what: 'The scale of your own data is not the one that initial weights are made for.',
    remedy: 'what the finding names: divide by 255, standardise the inputs, scale the targets.',
    severity: 'warning',
    from: 'probe',
  },
  'initial-loss': {
    what: 'The first loss is far above that of a network that knows nothing.',
    remedy: 'smaller weights in the last layer, or a normalisation before it.',
    severity: 'info',
    from: 'probe',
  },
  'never-trained': {
    what: 'Weights that are frozen, or not registered, learn nothing.',
    remedy:
      '`trainable: true`, the weights that the layers were to keep, or layers that are part of the network.',
    severity: 'warning',
    from: 'probe',
  },
  'doubled-shortcut': {
    what: 'A sum adds a tensor that one of its summands holds already.',
    remedy: 'one of the two additions left out.',
    severity: 'warning',
    from: 'graph',
  },
  'one-sided-body': {
    what: 'The body of an additive skip ends in a rectifier.',
    remedy: 'a body that ends with a linear layer, and the rectifier behind the addition.',
    severity: 'info',
    from: 'graph',
  },
  'saturated-gate': {
    what: 'A gate is shut, or wide open, for nearly all units in the first step.',
    remedy: 'a bias between −1 and −3, and small weights.',
    severity: 'warning',
    from: 'probe',
  },
  'recurrent-growth': {
    what: 'The gradient grows from each call of one layer to the call before it.',
    remedy:
      'orthogonal or smaller recurrent weights, a tanh around the hidden state, or a clipped gradient norm.',
    severity: 'warning',
    from: 'probe',
  },
  'mixed-samples': {
    what: 'The output of one sample depends on other samples of the batch.',
    remedy: '`batch_first=True`, a softmax over the last axis, a transposition before the reshape.',
    severity: 'warning',
    from: 'graph',
  },
  'inplace-breaks-backward': {
    what: 'An operation in place changes a tensor that the backward pass needs.',
    remedy: 'the same operation out of place: `out = out + x`, or no `inplace=True`.',
    severity: 'error',
    from: 'graph',
  },
  'inplace-changes-shortcut': {
    what: 'The body of a skip begins in place, so the shortcut carries what the body made of its input.',
    remedy: 'no `inplace=True` on the first layer of the body.',
    severity: 'warning',
    from: 'graph',
  },
  'does-not-fit-one-batch': {
    what: 'Trained on one batch, the loss stays near that of one answer for every sample.',
    remedy: 'another learning rate; inputs and targets that belong together.',
    severity: 'error',
    from: 'probe',
  },
  'train-eval-gap': {
    what: 'A normalisation gives other values in evaluation than in training.',
    remedy: 'dropout behind the last normalisation; statistics of your own data.',
    severity: 'info',
    from: 'probe',
  },
  'slow-layer': {
    what: 'A layer takes much of a step’s time for few of its multiplications.',
    remedy: 'a layer that does the same at a lower cost, or a smaller map.',
    severity: 'info',
    from: 'profile',
  },
  'memory-bound': {
    what: 'A layer spends its time on moving bytes: its arithmetic lies far below the device’s roof.',
    remedy: 'a smaller map, or one layer that does the work of two.',
    severity: 'info',
    from: 'profile',
  },
  'recompute-candidate': {
    what: 'A layer keeps much of the peak for the backward pass, and costs little to run again.',
    remedy: 'checkpoint it: compute it again in the backward pass.',
    severity: 'info',
    from: 'profile',
  },
  'wide-concat': {
    what: 'Concatenations of concatenations, whose bytes grow with the square of their number.',
    remedy: '1×1 convolutions that narrow them, or shared memory.',
    severity: 'info',
    from: 'profile',
  },
  'batch-too-small': {
    what: 'Most of a step’s time does not depend on the batch.',
    remedy: 'a larger batch.',
    severity: 'info',
    from: 'profile',
  },
};
