import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { version } from '@tensorflow/tfjs';
import { backend } from '@tensorflow/tfjs-core';
import type { Message } from '../../../../shared/base/message';
import { message } from '../../../../shared/words/message';
import { activate } from '../ladder/activate';
import { unavailable, type Rung } from '../ladder/rung';
import { mendDilatedConvolutions } from './dilatedConvolutions';
import { mendMaxPool3d } from './maxPool3d';
import { findPackages, unfinishedSetUp, type FoundPackage } from './packages';
import { requireShared } from './requireShared';

const onCpu = '@tensorflow/tfjs-node';
const onGpu = '@tensorflow/tfjs-node-gpu';

/** TensorFlow's own library on a CUDA device. */
export const tensorflowGpu: Rung = {
  name: 'tensorflow-gpu',
  async open(places) {
    await openPackage([onGpu], places);
    if (usesGpu()) return 'CUDA GPU';
    throw unavailable(message('backends.no-cuda-device', { package: onGpu }));
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
  if (!loaded || !names.includes(loaded.name)) {
    loaded = loadFirst(names, places);
    mendMaxPool3d();
    mendDilatedConvolutions();
  }
  await activate('tensorflow');
}

/** Loads the first complete package of the engine's own version that loads without an error. */
function loadFirst(names: readonly string[], places: readonly string[]): FoundPackage {
  const found = names.flatMap((name) => findPackages(name, places));
  const reasons: Message[] = [];
  for (const each of found) {
    const reason = whyUnfit(each) ?? whyNotLoaded(each);
    if (reason === undefined) return each;
    reasons.push(reason);
  }
  throw unavailable(reasons[0] ?? whyNone(names, places));
}

function whyNone([wanted = '']: readonly string[], places: readonly string[]): Message {
  const folder = unfinishedSetUp(places);
  return folder === undefined
    ? message('backends.not-installed', { package: wanted })
    : message('backends.set-up-unfinished', { package: wanted, folder });
}

const major = (text: string): string => text.split('.', 1)[0] ?? '';

function whyUnfit({ name, folder, version: its }: FoundPackage): Message | undefined {
  const needed = major(version.tfjs);
  if (major(its) !== needed) {
    return message('backends.wrong-version', { package: name, folder, version: its, needed });
  }
  return nativePart(folder) === undefined
    ? message('backends.no-native-library', { package: name })
    : undefined;
}

/** Loads the native part by itself first: the package registers half of its code before it loads that. */
function whyNotLoaded({ name, folder }: FoundPackage): Message | undefined {
  prepareProcess();
  try {
    createRequire(join(folder, 'index.js'))(nativePart(folder) ?? folder);
    requireShared(folder);
    return undefined;
  } catch (error) {
    return message('backends.not-loaded', { package: name, folder, error: firstLine(error) });
  }
}

function nativePart(folder: string): string | undefined {
  const versions = join(folder, 'lib');
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .map((each) => join(versions, each, 'tfjs_binding.node'))
    .find((file) => existsSync(file));
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
