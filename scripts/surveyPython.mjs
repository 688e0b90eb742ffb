/** Records every PyTorch definition of folders and prints the reasons of those that fail; see surveyPython.py. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('surveyPython.py', import.meta.url));
const python = process.env.PYTHON ?? (process.platform === 'win32' ? 'py' : 'python3');
const run = spawnSync(python, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
if (run.error) console.error(`survey:python needs a Python: ${run.error.message}`);
process.exit(run.status ?? 1);
