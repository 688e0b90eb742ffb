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
