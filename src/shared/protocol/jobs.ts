import { isExperimentCell, isExperimentDraft, isExperimentOffers } from '../experiment/guard';
import { isReport } from '../report/guard';
import { isCutRequest } from './cutRequest';
import { experimentKey, isExperimentRequest } from './experimentRequest';
import { isInspectRequest, type InspectRequest } from './inspectRequest';
import { isProfileRequest, type ProfileRequest } from './profileRequest';
import type { JobKinds, JobOf, RunnerOf } from './job';

/** Every seed trains anew. */
const stepsOf = ({ probe }: InspectRequest): number => (probe ? probe.seeds * probe.steps : 0);

/** Taps and none take turns, and every other batch size is timed as often. */
const profileSteps = ({ profile }: ProfileRequest): number =>
  (profile.warmup + 2 * profile.steps) * (1 + (profile.batchSizes?.length ?? 0));

const giveReports = { isPartial: isReport, isResult: isReport };

/** Every kind of job. A new kind is one entry here and one in `engine/jobs/registry`. */
export const jobKinds = {
  inspect: { isJob: isInspectRequest, steps: stepsOf, ...giveReports },
  cut: { isJob: isCutRequest, steps: stepsOf, ...giveReports },
  profile: { isJob: isProfileRequest, steps: profileSteps, ...giveReports },
  experiment: {
    isJob: isExperimentRequest,
    isPartial: isExperimentDraft,
    isResult: isExperimentDraft,
    cells: { isValue: isExperimentCell, key: experimentKey },
  },
  offers: {
    isJob: isInspectRequest,
    isPartial: isExperimentOffers,
    isResult: isExperimentOffers,
  },
} satisfies JobKinds;

export type ProductKinds = typeof jobKinds;
export type Job = JobOf<ProductKinds>;
export type JobRunner = RunnerOf<ProductKinds>;
