import type { LayerId } from '../../../src/shared/network/network';
import type { MadeFinding } from '../../../src/shared/report/finding';

type Said = readonly (readonly [MadeFinding, string])[];

/** The fields that findings share: one or all of three layers, Conv2D 1, add and dense. */
interface Shared {
  readonly base: {
    readonly severity: 'warning';
    readonly layer: LayerId;
    readonly limits: readonly [];
  };
  readonly one: { readonly layers: LayerId[] };
  readonly all: { readonly layers: LayerId[] };
  readonly seeds: { readonly holdsFor: number; readonly seeds: number };
}

/** The sentences of findings that name a cause. */
export const saidOfCauses = (shared: Shared): Said => [
  ...mismatches(shared),
  ...linearPairs(shared),
  ...weightsAndGates(shared),
  ...dataAndLoss(shared),
  ...sums(shared),
  ...traces(shared),
];

function mismatches({ base, one }: Shared): Said {
  const code = 'output-loss-mismatch';
  const of = { loss: 'theLoss', units: 10 };
  return [
    [
      { ...base, code, variant: 'one-unit', evidence: { ...one, units: 1 } },
      'Conv2D 1 is a softmax over a single unit: it is 1 for every input, and the gradient is zero.',
    ],
    [
      { ...base, code, variant: 'one-unit', evidence: { ...one, ...of, units: 1 } },
      'theLoss compares classes, and Conv2D 1 has a single unit: its share is 1 for every input, and the gradient is zero.',
    ],
    [
      { ...base, code, variant: 'softmax-twice', evidence: { ...one, ...of, floor: 1.46142 } },
      'The softmax is taken twice: Conv2D 1 ends with one, and theLoss takes another. The loss of a sample cannot fall below 1.461.',
    ],
    [
      { ...base, code, variant: 'softmax-twice', evidence: one },
      'The softmax is taken twice: Conv2D 1 takes it of the values of another.',
    ],
    [
      { ...base, code, variant: 'sigmoid-twice', evidence: { ...one, ...of } },
      'The sigmoid is taken twice: Conv2D 1 ends with one, and theLoss takes another.',
    ],
    [
      { ...base, code, variant: 'squashed-scores', evidence: { ...one, ...of } },
      'theLoss takes the softmax of scores of any size and sign, and Conv2D 1 bends them by an activation first.',
    ],
    [
      { ...base, code, variant: 'squashed-scores', evidence: one },
      'Conv2D 1 takes the softmax of values that another activation bent: scores may have any size and sign.',
    ],
    ...(['no-class-probabilities', 'no-unit-probabilities'] as const).map(
      (variant): [MadeFinding, string] => [
        { ...base, code, variant, evidence: { ...one, ...of } },
        'theLoss takes probabilities, and Conv2D 1 gives values beyond 0 to 1.',
      ],
    ),
    [
      { ...base, code, variant: 'independent-units', evidence: { ...one, ...of } },
      'theLoss takes probabilities of classes that exclude each other, and the 10 sigmoids of Conv2D 1 do not sum to 1.',
    ],
    [
      { ...base, code, variant: 'no-logarithms', evidence: { ...one, ...of } },
      'theLoss takes logarithms of probabilities, and Conv2D 1 gives none: it falls below its true minimum.',
    ],
    [
      { ...base, code, variant: 'unreachable', evidence: { ...one, ...of, targets: [3, 103.01] } },
      'The targets go from 3 to 103, and the activation of Conv2D 1 never gives all of these values.',
    ],
    [
      { ...base, code, variant: 'several-classes', evidence: { ...one, ...of, sum: 3 } },
      'The targets name up to 3 classes at once, and the softmax of Conv2D 1 gives shares that sum to 1.',
    ],
  ];
}

function linearPairs({ base, one, all }: Shared): Said {
  const code = 'missing-nonlinearity';
  const next = all.layers[1]!;
  return [
    [
      { ...base, code, variant: 'one-map', evidence: { ...one, next } },
      'Nothing non-linear lies between Conv2D 1 and add: together they are one linear map, as a single layer is.',
    ],
    [
      { ...base, code, variant: 'one-map', evidence: { ...all, next } },
      'Nothing non-linear lies between Conv2D 1 and add (and 2 more such pairs): together they are one linear map.',
    ],
    [
      { ...base, code, variant: 'low-rank', evidence: { ...one, next } },
      'Nothing non-linear lies between Conv2D 1 and add: a factorisation of low rank, which is one linear map.',
    ],
  ];
}

function weightsAndGates({ base, one, all, seeds }: Shared): Said {
  const gate = 'saturated-gate';
  return [
    [
      { ...base, code: 'symmetric-weights', variant: 'stay', evidence: { ...one, value: 0.5 } },
      'All units of Conv2D 1 have the same weights (0.5 at the start) and get the same gradient in every step: they stay one unit.',
    ],
    [
      { ...base, code: 'symmetric-weights', variant: 'start', evidence: { ...all, value: 1 } },
      'All units of Conv2D 1 and 2 more layers start with the same weights (1): at the start they are one unit.',
    ],
    [
      {
        ...base,
        code: 'never-trained',
        variant: 'all-frozen',
        evidence: { ...all, parameters: 9 },
      },
      'Training changes nothing: all 9 parameters are frozen.',
    ],
    [
      {
        ...base,
        ...{ code: 'never-trained', variant: 'frozen-at-random' },
        evidence: { ...all, parameters: 1200 },
      },
      'Random weights are frozen in Conv2D 1 and 2 more layers (1,200 parameters): what follows learns from random features.',
    ],
    [
      { ...base, code: gate, variant: 'shut', evidence: { ...one, open: 4.5e-5 } },
      'The gate Conv2D 1 starts shut: its mean is 4.5e-5, and its slope is as small.',
    ],
    [
      { ...base, code: gate, variant: 'open', evidence: { ...one, open: 0.996 } },
      'The gate Conv2D 1 starts wide open: its mean is >99 %, and it hardly moves.',
    ],
    [
      {
        ...base,
        code: 'recurrent-growth',
        evidence: { ...all, ...seeds, factor: 2.513, calls: 3 },
      },
      'The gradient grows through time: by a factor of 2.51 from each of the 3 calls of Conv2D 1 to the one before it.',
    ],
  ];
}

function dataAndLoss({ base, one }: Shared): Said {
  const code = 'input-scale';
  const data = { ...one, min: 0, max: 255, mean: 96.123, std: 70.04, nonFinite: 3 };
  return [
    [
      { ...base, code, variant: 'bytes', evidence: data },
      'Conv2D 1 gets values from 0 to 255: images that were not scaled.',
    ],
    [
      { ...base, code, variant: 'spread', evidence: data },
      'Conv2D 1 gets values with a standard deviation of 70, where 1 is expected.',
    ],
    [
      { ...base, code, variant: 'column', evidence: { ...data, column: 1 } },
      'Column 2 of Conv2D 1 has values around 96.1 with a standard deviation of 70, where 0 and 1 are expected: it drowns the others.',
    ],
    [
      { ...base, code, variant: 'offset', evidence: data },
      'Conv2D 1 gets values around 96.1 that differ by 70 only: they are not centred.',
    ],
    [
      { ...base, code, variant: 'not-finite', evidence: data },
      'The data of Conv2D 1 hold 3 values that are NaN or infinite.',
    ],
    [
      { ...base, code, variant: 'targets', evidence: data },
      'The targets of Conv2D 1 lie around 96.1 with a standard deviation of 70, and the squared or absolute error takes them as they are.',
    ],
    [
      { ...base, code, variant: 'labels', evidence: { ...data, max: 1 / 255 } },
      'The targets of Conv2D 1 go up to 0.00392 only, and the loss takes probabilities: labels that were divided as images are.',
    ],
    [
      { ...base, code: 'initial-loss', evidence: { ...one, loss: 14.52, chance: Math.log(10) } },
      'The loss of Conv2D 1 starts at 14.5, where a network that knows nothing has 2.3: it is sure of answers that it has not learned.',
    ],
  ];
}

function sums({ base, one, all }: Shared): Said {
  return [
    [
      { ...base, code: 'doubled-shortcut', evidence: { ...one, merges: 1 } },
      'A tensor counts twice in Conv2D 1: one of the summands holds it already.',
    ],
    [
      { ...base, code: 'doubled-shortcut', evidence: { ...all, merges: 3, growth: 1343.2 } },
      'A tensor counts twice in Conv2D 1 and 2 more layers: one of the summands holds it already, and the signal grows 1,343-fold up to the last.',
    ],
    [
      { ...base, code: 'mixed-samples', evidence: one },
      'Conv2D 1 mixes the samples of a batch: the output of one depends on the others, other than by statistics of the batch.',
    ],
    [
      { ...base, code: 'one-sided-body', evidence: { ...one, bodies: 1 } },
      'The body of the skip ends in the rectifier of Conv2D 1: it can add, and never subtract.',
    ],
  ];
}

/** Findings on the gradients that name their cause, too. */
function evaluations({ base, one, seeds }: Shared): Said {
  const unfit = { ...one, steps: 1234, start: 2.31, constant: 2.303 };
  const gap = { ...one, mean: 0, std: 1, evaluationMean: -4, evaluationStd: 0.712 };
  return [
    [
      { ...base, code: 'does-not-fit-one-batch', evidence: { ...unfit, lowest: 2.2 } },
      'Trained on one batch, the loss of Conv2D 1 falls from 2.31 to 2.2 in 1,234 steps and no further; the same answer for every sample has 2.3.',
    ],
    [
      { ...base, code: 'does-not-fit-one-batch', evidence: unfit },
      'Trained on one batch, the loss of Conv2D 1 starts at 2.31 and ends in NaN or infinity after 1,234 steps.',
    ],
    [
      { ...base, code: 'train-eval-gap', variant: 'kept', evidence: gap },
      'The statistics that Conv2D 1 keeps are of other data: its output has mean -4 and spread 0.712 with them, and 0 and 1 with those of your batch.',
    ],
    [
      { ...base, code: 'train-eval-gap', variant: 'dropout', evidence: gap },
      'A dropout before Conv2D 1 widens its input in training alone: its output has a spread of 1 in training and 0.712 in evaluation.',
    ],
    [
      {
        ...{ ...base, code: 'recurrent-growth', variant: 'within' },
        evidence: { ...one, ...seeds, factor: 1.5, calls: 30 },
      },
      'The gradient grows through time: by a factor of 1.50 from each of the 30 steps of Conv2D 1 to the one before it.',
    ],
  ];
}

function traces({ base, one, all, seeds }: Shared): Said {
  const never = 'never-trained';
  const other = all.layers[1]!;
  return [
    ...evaluations({ base, one, all, seeds }),
    [
      { ...base, code: 'inplace-breaks-backward', evidence: { ...one, other } },
      'Conv2D 1 changes a tensor in place that the backward pass of add needs: backward() raises an error.',
    ],
    [
      { ...base, code: 'inplace-changes-shortcut', evidence: { ...one, other } },
      'Conv2D 1 writes into its input, and the shortcut into add reads it afterwards: it does not carry the input of the body, but what Conv2D 1 made of it.',
    ],
    [
      { ...base, code: never, variant: 'in-list', evidence: { ...one, parameters: 40 } },
      'A plain list or dict holds Conv2D 1: 40 parameters are not registered, so that no optimizer gets them.',
    ],
    [
      { ...base, code: never, variant: 'made-anew', evidence: { ...one, parameters: 40 } },
      'Conv2D 1 is made anew at every call: its 40 parameters are drawn at random each time and never trained.',
    ],
    [
      { ...base, code: never, variant: 'unread-flag', evidence: { ...one, parameters: 40 } },
      '`requires_grad = False` on a module freezes nothing: 40 parameters of Conv2D 1 are trained all the same.',
    ],
    [
      { ...base, code: 'output-loss-mismatch', variant: 'broadcast', evidence: one },
      'Conv2D 1 compares N×1 predictions with N targets, which broadcast to N×N: each prediction meets every target, and the model learns their mean.',
    ],
    [
      {
        ...base,
        code: 'vanishing-gradient',
        evidence: {
          ...one,
          ...seeds,
          ...{ firstRms: 1e-6, lastRms: 0.1, decadesLost: 5, weightedLayers: 4, smallGain: 0.204 },
        },
      },
      'The gradient vanishes on its way back through 4 weighted layers: RMS 1.0e-1 at the last, 1.0e-6 at Conv2D 1 (median of 3 seeds). The weights are too small: each layer passes on 0.20 of its signal.',
    ],
    [
      { ...base, code: 'dead-relu', evidence: { ...one, deadShare: 1, biasStart: -10 } },
      '100 % of the units are zero in Conv2D 1: their bias starts at -10, so they get no gradient.',
    ],
    [
      {
        ...base,
        code: 'disconnected',
        variant: 'blocks',
        evidence: { ...all, steps: 3, seeds: 3 },
      },
      'The gradient ends at Conv2D 1: it comes in from the loss, and none of it reaches 2 layers before it in 9 steps.',
    ],
    [
      { ...base, code: never, variant: 'unregistered', evidence: { ...one, parameters: 40 } },
      '40 parameters of layers that Conv2D 1 holds are not registered: training never changes them.',
    ],
    [
      {
        ...base,
        ...{ code: never, variant: 'unused' },
        evidence: { ...one, parameters: 0, unused: 'Dense 3' },
      },
      'Dense 3 reads Conv2D 1, and nothing reads Dense 3: the network goes on without it.',
    ],
  ];
}
