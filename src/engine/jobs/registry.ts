import { jobKinds, type ProductKinds } from '../../shared/protocol/jobs';
import { cut } from './cut/cut';
import { experiment } from './experiment/experiment';
import { offers } from './experiment/offers';
import { inspect } from './inspect/inspect';
import { profile } from './profile/profile';
import type { EngineJobs } from './kinds/job';

/** Every kind of job that the engine runs. */
export const jobs: EngineJobs<ProductKinds> = {
  inspect: { accepts: jobKinds.inspect.isJob, run: (job, context) => inspect(job, context) },
  cut: { accepts: jobKinds.cut.isJob, run: cut },
  profile: { accepts: jobKinds.profile.isJob, run: profile },
  experiment: { accepts: jobKinds.experiment.isJob, run: experiment },
  offers: { accepts: jobKinds.offers.isJob, run: offers },
};
