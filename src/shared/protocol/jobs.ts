import { isReport } from '../report/guard';
import { isCutRequest } from './cutRequest';
import { isInspectRequest } from './inspectRequest';
import type { JobKinds, JobOf, RunnerOf } from './job';

const giveReports = { isPartial: isReport, isResult: isReport };

/** Every kind of job. A new kind is one entry here and one in `engine/jobs/registry`. */
export const jobKinds = {
  inspect: { isJob: isInspectRequest, ...giveReports },
  cut: { isJob: isCutRequest, ...giveReports },
} satisfies JobKinds;

export type ProductKinds = typeof jobKinds;
export type Job = JobOf<ProductKinds>;
export type JobRunner = RunnerOf<ProductKinds>;
