import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

type Load = (request: string, ...rest: unknown[]) => unknown;

/**
 * Requires a package whose `@tensorflow/tfjs` is to be this process's own instance:
 * a second one would keep its tensors and backends to itself.
 */
export function requireShared(folder: string): unknown {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = (request, ...rest) =>
    /^@tensorflow\/tfjs(-core)?$/.test(request) ? tf : load.call(loader, request, ...rest);
  try {
    return createRequire(join(folder, 'index.js'))(folder);
  } finally {
    loader._load = load;
  }
}
