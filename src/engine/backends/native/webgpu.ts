import { pathToFileURL } from 'node:url';
import { activate } from '../activate';
import { unavailable, type Rung } from '../rung';
import { findPackages, type FoundPackage } from './packages';
import { requireShared } from './requireShared';

const device = 'webgpu';
const kernels = '@tensorflow/tfjs-backend-webgpu';

/** What npm's `webgpu` (Dawn) exports; typed here because it is optional. */
interface Dawn {
  create(options: readonly string[]): Gpu;
  readonly globals: Record<string, unknown>;
}
interface Gpu {
  requestAdapter(): Promise<{ info?: { description?: string; device?: string } } | null>;
}

/** Any GPU that Dawn can drive. */
export const webgpu: Rung = {
  name: 'webgpu',
  async open(places) {
    if (process.versions['electron'])
      throw unavailable('npm webgpu needs plain Node; this is Electron.');
    const [dawn, backend] = [need(device, places), need(kernels, places)];
    const gpu = await start(dawn);
    const adapter = await gpu.requestAdapter();
    if (!adapter) throw unavailable('npm webgpu found no GPU.');
    requireShared(backend.folder);
    await activate('webgpu');
    return adapter.info?.description ?? adapter.info?.device ?? 'GPU';
  },
};

function need(name: string, places: readonly string[]): FoundPackage {
  const [found] = findPackages(name, places);
  if (found) return found;
  throw unavailable(`${name} is not installed.`);
}

/** Gives the process the `navigator.gpu` that TensorFlow.js looks for. */
async function start({ folder }: FoundPackage): Promise<Gpu> {
  try {
    const dawn = (await import(pathToFileURL(`${folder}/index.js`).href)) as Dawn;
    const gpu = dawn.create([]);
    Object.assign(globalThis, dawn.globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    return gpu;
  } catch (error) {
    throw unavailable(
      `npm webgpu does not load: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
