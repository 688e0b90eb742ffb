// The code of the engine, which `main` loads.
import type { KeptFile } from '../../shared/protocol/keptFile';
import { jobs } from '../jobs/registry';
import { serveEngine } from './serveEngine';

/** Serves the host. `code` gives what V8 has compiled so far if that is worth keeping. */
export const start = (code: () => KeptFile | undefined): void => serveEngine(jobs, code);
