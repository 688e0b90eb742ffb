import { resolve } from 'node:path';
import type { JobContext } from '../../src/engine/jobs/kinds/job';
import { keepFile } from '../../src/engineClient/keepFile';

/** Jobs of all test files start from what one of them kept: a Python from the beginning takes seconds. */
const cache = resolve('node_modules/.cache/skipscope-tests');
process.env['SKIPSCOPE_CACHE'] ??= cache;

/** The context of a job that nobody listens to, and that locks nothing. */
export const silentJob: JobContext<unknown, never> = {
  cells: [],
  ceilingBytes: Infinity,
  progress: () => undefined,
  keep: (file) => void keepFile(cache, file).catch(() => undefined),
  running: () => undefined,
  partial: () => Promise.resolve(),
  cell: () => Promise.resolve(),
};
