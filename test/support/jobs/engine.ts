// The engine with one more job.
import { jobs } from '../../../src/engine/jobs/registry';
import { serveEngine } from '../../../src/engine/process/serveEngine';
import { startWatchdog } from '../../../src/engine/process/startWatchdog';
import { primes } from './primes/job';

serveEngine({ ...jobs, primes }, startWatchdog());
