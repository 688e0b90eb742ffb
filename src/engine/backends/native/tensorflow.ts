import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { backend } from '@tensorflow/tfjs-core';
import { activate } from '../activate';
import { unavailable, type Rung } from '../rung';
import { findPackage, type FoundPackage } from './packages';
import { requireShared } from './requireShared';

const onCpu = '@tensorflow/tfjs-node';
const onGpu = '@tensorflow/tfjs-node-gpu';

/** TensorFlow's own library on a CUDA device. */
export const tensorflowGpu: Rung = {
  name: 'tensorflow-gpu',
  async open(places) {
    await openPackage([onGpu], places);
    if (usesGpu()) return 'CUDA GPU';
    throw unavailable(`${onGpu} found no CUDA device.`);
  },
};

/** TensorFlow's own library on the processor. */
export const tensorflow: Rung = {
  name: 'tensorflow',
  async open(places) {
    await openPackage([onCpu, onGpu], places);
    return usesGpu() ? 'CUDA GPU' : 'cpu';
  },
};

const usesGpu = () => (backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;

/** One native library fits into a process, so the first that loads stays. */
let loaded: FoundPackage | undefined;

async function openPackage(names: readonly string[], places: readonly string[]): Promise<void> {
  if (!loaded || !names.includes(loaded.name)) load(names, places);
  await activate('tensorflow');
}

function load(names: readonly string[], places: readonly string[]): void {
  const found = names.map((name) => findPackage(name, places)).filter((it) => it !== undefined);
  const complete = found.find(({ folder }) => hasNativePart(folder));
  if (!complete) throw unavailable(whyNone(names, found));
  prepareProcess();
  try {
    requireShared(complete.folder);
  } catch (error) {
    throw unavailable(`${complete.name} in ${complete.folder} does not load: ${firstLine(error)}`);
  }
  loaded = complete;
}

const whyNone = ([wanted = '']: readonly string[], [found]: readonly FoundPackage[]): string =>
  found?.name === wanted
    ? `${wanted} is installed without its native library.`
    : `${wanted} is not installed.`;

/** Looked up by hand: the package registers half of itself before it finds that its library is missing. */
function hasNativePart(folder: string): boolean {
  const versions = join(folder, 'lib');
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) =>
      existsSync(join(versions, version, 'tfjs_binding.node')),
    )
  );
}

/** tfjs-node 4.22 calls functions that Node 23 removed, and its library logs to the terminal. */
function prepareProcess(): void {
  const node = util as unknown as Record<string, (value: unknown) => boolean>;
  node['isNullOrUndefined'] ??= (value) => value === null || value === undefined;
  node['isArray'] ??= Array.isArray;
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
