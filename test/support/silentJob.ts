import type { JobContext } from '../../src/engine/jobs/kinds/job';

/** The context of a job that nobody listens to, and that locks nothing. */
export const silentJob: JobContext<unknown, never> = {
  cells: [],
  progress: () => undefined,
  keep: () => undefined,
  running: () => undefined,
  partial: () => Promise.resolve(),
  cell: () => Promise.resolve(),
};
