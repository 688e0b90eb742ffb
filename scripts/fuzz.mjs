// `npm run fuzz`: the detector, the rules of `.gitignore` and the readers of saved models meet random inputs under a seed that is drawn
// anew, six times as many as in the suite, and say how many they were. A failure prints its seed and the input.
import { spawnSync } from 'node:child_process';

const files = [
  ['unit', 'test/unit/detection/fuzz'],
  ['unit', 'test/unit/workspace/ignoreRules'],
  ['engine', 'test/engine/frontends/savedFuzz'],
  ['engine', 'test/engine/frontends/savedMutants'],
];
const env = { ...process.env, SKIPSCOPE_FUZZ: 'all', SKIPSCOPE_TEST_SEED: 'random' };
let failed = false;
for (const [project, file] of files) {
  const args = ['vitest', 'run', '--project', project, '--testTimeout', '600000', file];
  const { status } = spawnSync('npx', args, { env, stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
