// `npm run check:gpu [-- PYTHON]` prints what a step of ResNet-50 at batch 32 takes on the GPU of this machine, measured by the
// taps of the user's own PyTorch, or says that no GPU is here.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const python = process.argv[2] ?? process.env['SKIPSCOPE_TEST_PYTHON'] ?? 'python3';
const run = spawnSync(python, ['-B', path.join(root, 'scripts/python/checkGpu.py')], {
  stdio: 'inherit',
});
if (run.error)
  console.log(`No GPU was checked: ${python} cannot be started (${run.error.message}).`);
process.exitCode = run.status ?? 1;
