// The code of the engine, which `main` loads.
import type { KeptFile } from '../../shared/protocol/keptFile';
import { jobs } from '../jobs/registry';
import { serveEngine } from './serveEngine';

/** Serves the host; the arguments are those of `serveEngine`. */
export const start = (watched: Promise<boolean>, code: () => KeptFile | undefined): void =>
  serveEngine(jobs, watched, code);
