import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../shared/base/failures';
import type { Message } from '../shared/base/message';
import { message } from '../shared/words/message';
import { libraries, type PythonTensorflow } from './findTensorflow';
import { runCommand, type CommandOptions } from './runCommand';

/** The highest version of Node-API that tfjs-node 4.22 knows, which names the folder of its binding. */
const NODE_API_VERSION = 8;

/**
 * Compiles the binding of a package of TensorFlow.js against the TensorFlow of a Python. The libraries stay
 * where they are, beside the libraries that they load themselves (CUDA).
 * @param folder the package's, installed without its scripts
 * @throws Failure `compiler-missing`, `build-failed`
 */
export async function buildBinding(
  folder: string,
  tensorflow: PythonTensorflow,
  options: CommandOptions,
): Promise<void> {
  const compiler = await findCompiler(options);
  const built = join(folder, 'lib', `napi-v${NODE_API_VERSION}`);
  await mkdir(built, { recursive: true });
  const args = compilation(folder, tensorflow, join(built, 'tfjs_binding.node'));
  const end = await runCommand([compiler, ...args], options);
  if (!end?.ok) throw new Failure('build-failed', firstError(end?.output ?? ''));
}

function compilation(folder: string, tensorflow: PythonTensorflow, target: string): string[] {
  const modules = join(folder, '..', '..');
  const include = [
    join(folder, '..'),
    join(tensorflow.folder, 'include'),
    join(modules, 'node-api-headers', 'include'),
  ];
  return [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    `-DNAPI_VERSION=${NODE_API_VERSION}`,
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
    ...include.map((path) => `-I${path}`),
    join(folder, 'binding', 'tfjs_backend.cc'),
    join(folder, 'binding', 'tfjs_binding.cc'),
    '-o',
    target,
    ...libraries().map((file) => join(tensorflow.folder, file)),
    `-Wl,-rpath,${tensorflow.folder}`,
  ];
}

async function findCompiler(options: CommandOptions): Promise<string> {
  const given = process.env['CXX'];
  const names = given ? [given] : ['c++', 'g++', 'clang++'];
  for (const name of names) {
    const end = await runCommand([name, '--version'], options);
    if (end?.ok) return name;
  }
  throw new Failure('compiler-missing', names.join(', '));
}

function firstError(output: string): string | Message {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.find((line) => line.includes('error')) ??
    lines.at(-1) ??
    message('runtimes.compiler-silent')
  );
}
