// `npm run healthy`: probes every healthy definition of the tests and examples with ten draws of weights and data.
// None may get a warning or an error.
import { spawnSync } from 'node:child_process';

const file = 'test/engine/examples/healthyDefinitions';
const args = ['vitest', 'run', '--project', 'engine', '--testTimeout', '600000', file];
const env = { ...process.env, SKIPSCOPE_HEALTHY: 'all' };
process.exitCode = spawnSync('npx', args, { env, stdio: 'inherit' }).status ?? 1;
