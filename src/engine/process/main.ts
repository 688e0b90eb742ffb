// The engine process: the only place where user code and TensorFlow.js run.
import { jobs } from '../jobs/registry';
import { serveEngine } from './serveEngine';

serveEngine(jobs);
