import * as v from 'valibot';
import { inspectRequest, type InspectRequest } from './inspectRequest';

/** The settings of a profile. */
export interface ProfileSettings {
  /** Measured steps with taps, and as many without. */
  readonly steps: number;
  /** Steps before the first one that counts. */
  readonly warmup: number;
  readonly batchSize: number;
  readonly seed: number;
  /** Other batch sizes to time, for throughput and the largest batch; none if empty. */
  readonly batchSizes?: readonly number[] | undefined;
}

/** The usual settings of a profile in every front end. */
export const standardProfile = {
  steps: 5,
  warmup: 2,
  batchSize: 16,
  seed: 1,
} as const satisfies ProfileSettings;

/**
 * Time and memory of a training step. `probe` names data, loss and optimizer as for a probe; no gradient is
 * measured.
 */
export interface ProfileRequest extends InspectRequest {
  readonly profile: ProfileSettings;
}

const natural = v.pipe(v.number(), v.integer(), v.minValue(1));

const profileRequest = v.object({
  ...inspectRequest.entries,
  profile: v.object({
    steps: natural,
    warmup: v.pipe(v.number(), v.integer(), v.minValue(0)),
    batchSize: natural,
    seed: v.pipe(v.number(), v.integer()),
    batchSizes: v.optional(v.array(natural)),
  }),
});

export const isProfileRequest = (payload: unknown): payload is ProfileRequest =>
  v.is(profileRequest, payload);
