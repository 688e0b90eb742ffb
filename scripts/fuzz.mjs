// `npm run fuzz`: the detector, the rules of `.gitignore`, the readers of saved models and the probe meet random inputs under a seed that is
// drawn anew, many times as many as in the suite, and say how many they were. A failure prints its seed.
//   npm run fuzz -- [PART] [--seed N] [--python FILE] [--record]
// PART of the name of a test file chooses; FILE is a Python with PyTorch (`python3`), which random networks are
// compared with, and which runs, is killed and crashes beside engines; --record keeps what it says of the first ones, for machines that have none. The file that
// SKIPSCOPE_FUZZ_PROGRESS names says how many damaged models were read so far.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const files = [
  ['unit', 'test/unit/detection/fuzz'],
  ['unit', 'test/unit/workspace/ignoreRules'],
  ['engine', 'test/engine/frontends/savedFuzz'],
  ['engine', 'test/engine/frontends/savedMutants'],
  ['engine', 'test/engine/probe/randomNetworks'],
  ['processes', 'test/engine/process/interpreterSoak'],
];
const text = { type: 'string' };
const { values, positionals } = parseArgs({
  options: { seed: text, python: text, record: { type: 'boolean' } },
  allowPositionals: true,
});
const [part = ''] = positionals;
const env = {
  ...process.env,
  SKIPSCOPE_FUZZ: 'all',
  SKIPSCOPE_TEST_SEED: values.seed ?? 'random',
  ...(values.python && {
    SKIPSCOPE_FUZZ_PYTHON: values.python,
    SKIPSCOPE_TEST_PYTHON: values.python,
  }),
  ...(values.record && { SKIPSCOPE_FUZZ_RECORD: '1' }),
};
let failed = false;
for (const [project, file] of files.filter(([, name]) => name.includes(part))) {
  const args = ['vitest', 'run', '--project', project, '--testTimeout', '1200000', file];
  const { status } = spawnSync('npx', args, { env, stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
