import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../shared/base/failures';
import { message } from '../shared/words/message';
import { runCommand, type CommandOptions } from './runCommand';

/** The TensorFlow that a Python has. */
export interface PythonTensorflow {
  readonly python: string;
  readonly version: string;
  /** The folder of its package, which holds the libraries and the headers. */
  readonly folder: string;
  /** Built to run on NVIDIA GPUs. */
  readonly cuda: boolean;
}

/** Looks the package up without running it: importing TensorFlow takes seconds and may fail for reasons of its own. */
const lookUp = `
import importlib.metadata, importlib.util, json
spec = importlib.util.find_spec('tensorflow')
def version():
    for name in ('tensorflow', 'tensorflow-cpu', 'tensorflow-gpu', 'tensorflow-macos', 'tf-nightly'):
        try: return importlib.metadata.version(name)
        except Exception: pass
    return 'of unknown version'
print(json.dumps({'folder': list(spec.submodule_search_locations)[0], 'version': version()} if spec else None))
`;

/** The two libraries that a binding links with, by platform. */
export function libraries(): readonly string[] {
  return process.platform === 'darwin'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
}

/**
 * The TensorFlow of the first of these Pythons that has one.
 * @param pythons names on the path, or files
 * @throws Failure `python-missing`, `tensorflow-missing`
 */
export async function findTensorflow(
  pythons: readonly string[],
  options: CommandOptions,
): Promise<PythonTensorflow> {
  const runnable: string[] = [];
  for (const python of pythons) {
    const answer = await runCommand([python, '-c', lookUp], options);
    if (!answer?.ok) continue;
    runnable.push(python);
    const found = JSON.parse(answer.stdout) as { folder: string; version: string } | null;
    if (found) return linkable({ python, ...found, cuda: isCudaBuild(found.folder) });
  }
  if (runnable.length === 0) throw new Failure('python-missing', pythons.join(', '));
  throw new Failure('tensorflow-missing', message('runtimes.no-tensorflow', { pythons: runnable }));
}

function linkable(found: PythonTensorflow): PythonTensorflow {
  const wanted = [...libraries(), join('include', 'tensorflow', 'c', 'c_api.h')];
  const missing = wanted.find((file) => !existsSync(join(found.folder, file)));
  if (missing === undefined) return found;
  const { version, folder } = found;
  const detail = message('runtimes.tensorflow-incomplete', { version, folder, missing });
  throw new Failure('build-failed', detail);
}

/** TensorFlow records its build options (python/platform/build_info.py). */
function isCudaBuild(folder: string): boolean {
  try {
    const info = readFileSync(join(folder, 'python', 'platform', 'build_info.py'), 'utf8');
    return /'is_cuda_build', True/.test(info);
  } catch {
    return false;
  }
}
