import { jobKinds, type ProductKinds } from '../../shared/protocol/jobs';
import { cut } from './cut/cut';
import { experiment } from './experiment/experiment';
import { offers } from './experiment/offers';
import { inspect } from './inspect/inspect';
import type { EngineJobs } from './kinds/job';

/** Every kind of job that the engine runs. */
export const jobs: EngineJobs<ProductKinds> = {
  inspect: { accepts: jobKinds.inspect.isJob, run: (job, context) => inspect(job, context) },
  cut: { accepts: jobKinds.cut.isJob, run: cut },
  experiment: { accepts: jobKinds.experiment.isJob, run: experiment },
  offers: { accepts: jobKinds.offers.isJob, run: offers },
};
