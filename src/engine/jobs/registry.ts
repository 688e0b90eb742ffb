import { jobKinds, type ProductKinds } from '../../shared/protocol/jobs';
import { cut } from './cut/cut';
import { inspect } from './inspect/inspect';
import type { EngineJobs } from './kinds/job';

/** Every kind of job that the engine runs. */
export const jobs: EngineJobs<ProductKinds> = {
  inspect: { accepts: jobKinds.inspect.isJob, run: (job, context) => inspect(job, context) },
  cut: { accepts: jobKinds.cut.isJob, run: cut },
};
