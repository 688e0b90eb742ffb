import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { message } from '../../../shared/words/message';
import { activate } from './ladder/activate';
import { unavailable, type Rung } from './ladder/rung';
import { registerKernels } from './kernels/registerKernels';

/** TensorFlow.js compiled to WebAssembly, with the kernels that training needs: the embedded default. */
export const wasm: Rung = {
  name: 'wasm',
  async open() {
    setWasmPaths(binaries() + sep);
    registerKernels('wasm');
    await keepingProcessListeners(() => activate('wasm'));
    return 'cpu';
  },
};

/** The folder of the `.wasm` files: beside the bundle, or in the package when run from sources. */
function binaries(): string {
  if (existsSync(join(__dirname, 'tfjs-backend-wasm.wasm'))) return __dirname;
  try {
    return dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'));
  } catch {
    throw unavailable(message('backends.no-wasm-files', { file: __filename }));
  }
}

const crashEvents = ['uncaughtException', 'unhandledRejection'] as const;

/** Emscripten's loader turns every later unhandled error of the process into a throw of its own. */
async function keepingProcessListeners(load: () => Promise<void>): Promise<void> {
  const before = crashEvents.map((event) => new Set<unknown>(process.rawListeners(event)));
  await load();
  crashEvents.forEach((event, index) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[index]?.has(listener)) {
        process.removeListener(event, listener as (...parameters: unknown[]) => void);
      }
    }
  });
}
