import type { MadeFinding } from '../../../src/shared/report/finding';

type Base = Pick<MadeFinding, 'severity' | 'layer' | 'limits'>;
type Said = readonly (readonly [MadeFinding, string])[];

/** A finding of each code on cost, and what is said of it. */
export const saidOfCosts = ({
  base,
  one,
}: {
  readonly base: Base;
  readonly one: { readonly layers: readonly [Base['layer']] };
}): Said => [
  [
    {
      ...base,
      code: 'slow-layer',
      evidence: { ...one, share: 0.42, macsShare: 0.03, milliseconds: 12.34 },
    },
    'Conv2D 1 takes 12.3 ms, 42 % of a step, for 3 % of its MACs.',
  ],
  [
    {
      ...base,
      code: 'memory-bound',
      evidence: { ...one, share: 0.2, intensity: 0.251, ridge: 7.77 },
    },
    'Conv2D 1 takes 20 % of a step to move bytes: 0.25 MACs per byte, where this device computes 7.8 in the same time.',
  ],
  [
    {
      ...base,
      code: 'recompute-candidate',
      evidence: { ...one, bytes: 2 ** 25, bytesShare: 0.31, macsShare: 0 },
    },
    'Conv2D 1 keeps 32.0 MiB for the backward pass, 31 % of the peak, and running it again costs 0 % of a forward pass’s MACs.',
  ],
  [
    {
      ...base,
      code: 'wide-concat',
      evidence: { ...one, bytes: 2 ** 25, lastBytes: 2 ** 22, merges: 16 },
    },
    '16 concatenations in a row copy what came before: 32.0 MiB in all, where the last one holds 4.00 MiB.',
  ],
  [
    {
      ...base,
      code: 'batch-too-small',
      evidence: { ...one, batchSize: 16, growsFrom: 64, fixedShare: 0.8 },
    },
    '80 % of a step of batch 16 does not depend on the batch: its time grows with the batch only from about 64 samples on.',
  ],
];
