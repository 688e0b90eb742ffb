import type { JobKind } from '../../../../src/shared/protocol/job';

/** Counts the primes below a limit, in cells of a hundred numbers. */
export interface CountPrimes {
  readonly below: number;
  /** The cell before which the engine waits for ever. */
  readonly waitBefore?: string;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

export const primes = {
  isJob: (job: unknown): job is CountPrimes =>
    typeof job === 'object' && job !== null && 'below' in job && isNumber(job.below),
  isResult: isNumber,
  cells: { isValue: isNumber, key: ({ below }: CountPrimes) => ({ below }) },
} satisfies JobKind<CountPrimes, never, number, number>;
