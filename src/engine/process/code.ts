// The code of the engine, which `main` loads.
import { jobs } from '../jobs/registry';
import { serveEngine } from './serveEngine';

serveEngine(jobs);
