import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../shared/base/failures';
import type { Runtime } from '../shared/report/report';
import { message } from '../shared/words/message';
import { buildBinding } from './buildBinding';
import { findTensorflow } from './findTensorflow';
import { installPackages, packageNames, type PackageName } from './installPackages';
import type { CommandOptions } from './runCommand';
import { dropStaging, openStaging, putInPlace } from './staging';
import { trainOneStep } from './trainOneStep';

export interface SetUpRequest {
  /** The folder to install into; an earlier one there is replaced once the new one is known to work. */
  readonly folder: string;
  /** Absolute path of the engine's bundle. */
  readonly entry: string;
  /**
   * Pythons to search for TensorFlow; the library of the first that has it is used. Without them one is
   * downloaded.
   */
  readonly linkTo?: readonly string[] | undefined;
}

export const setUpStages = [
  'looking for TensorFlow',
  'installing packages',
  'building the binding',
  'training one step',
] as const;
export type SetUpStage = (typeof setUpStages)[number];

export interface SetUpListener {
  readonly stage: (stage: SetUpStage) => void;
  /** Receives every command and its output. */
  readonly log: (text: string) => void;
}

type Step = CommandOptions & { readonly cwd: string };

/**
 * Installs TensorFlow for the engine, with its own library or linked to that of a Python, and trains one
 * step with it. Nothing is left behind if it fails or is cancelled.
 * @returns the backend of the trained step
 * @throws Failure with one of the set-up's codes, or `cancelled`
 */
export async function setUpTensorflow(
  { folder, entry, linkTo }: SetUpRequest,
  listen: SetUpListener,
  signal: AbortSignal,
): Promise<Runtime> {
  const staging = await openStaging(folder);
  try {
    const step: Step = { cwd: staging, log: listen.log, signal };
    if (linkTo) await link(linkTo, listen, step);
    else await download(listen, step);
    listen.stage('training one step');
    const backend = await trainOneStep({ entry, folder: staging, log: step.log }, signal);
    await putInPlace(folder);
    return backend;
  } finally {
    await dropStaging(folder);
  }
}

async function link(pythons: readonly string[], listen: SetUpListener, step: Step): Promise<void> {
  if (process.platform === 'win32') {
    throw new Failure('build-failed', message('runtimes.no-library-on-windows'));
  }
  listen.stage('looking for TensorFlow');
  const tensorflow = await findTensorflow(pythons, step);
  const name = tensorflow.cuda ? packageNames.gpu : packageNames.cpu;
  listen.stage('installing packages');
  await installPackages(name, false, step);
  listen.stage('building the binding');
  await buildBinding(join(step.cwd, 'node_modules', name), tensorflow, step);
}

async function download(listen: SetUpListener, step: Step): Promise<void> {
  listen.stage('installing packages');
  await installPackages(downloaded(), true, step);
}

/** The driver tells if there is a GPU; the package for it is for Linux and Windows. */
function downloaded(): PackageName {
  return existsSync('/proc/driver/nvidia/version') ? packageNames.gpu : packageNames.cpu;
}
