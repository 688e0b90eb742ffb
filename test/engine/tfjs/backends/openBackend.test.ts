import { sentenceOf } from '../../../../src/shared/words/sentence';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backendStatuses, openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { refusal } from '../../../support/refusal';

describe('the ladder of backends', () => {
  it('opens wasm by name and computes on it', async () => {
    const backend = await openBackend('wasm');
    expect(backend).toEqual({
      framework: 'tfjs',
      library: 'TensorFlow.js',
      version: tf.version_core,
      backend: 'wasm',
      device: 'cpu',
      tried: [],
    });
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  });

  it('says of each better backend why it did not run', async () => {
    const { backend, tried } = await openBackend('auto', ['/nowhere']);
    expect(backend).toBe('wasm');
    const told = tried.map((one) => ({ ...one, reason: sentenceOf(one.reason) }));
    expect(told).toEqual([
      { name: 'tensorflow-gpu', reason: '@tensorflow/tfjs-node-gpu is not installed.' },
      {
        name: 'webgpu',
        reason:
          'TensorFlow.js 4.22 computes wrong losses on webgpu (npm webgpu, Dawn), so it is not used.',
      },
      { name: 'tensorflow', reason: '@tensorflow/tfjs-node is not installed.' },
    ]);
  });
});

describe('a package without its native library', () => {
  it('is refused in one sentence, without running it and without a word on the terminal', async () => {
    const places = [await folderWith('@tensorflow/tfjs-node-gpu')];
    const { backend, tried } = await openBackend('auto', places);
    expect(backend).toBe('wasm');
    expect({ ...tried[0], reason: sentenceOf(tried[0]!.reason) }).toEqual({
      name: 'tensorflow-gpu',
      reason: '@tensorflow/tfjs-node-gpu is installed without its native library.',
    });
  });

  it('that is asked for by name ends in a failure with that sentence', async () => {
    const places = [await folderWith('@tensorflow/tfjs-node')];
    expect(await refusal(openBackend('tensorflow', places))).toMatchObject({
      code: 'backend-unavailable',
      sentence:
        'The backend cannot run here: @tensorflow/tfjs-node is installed without its native library.',
    });
  });
});

/** A folder in whose `node_modules` a package lies that would throw if it were run. */
async function folderWith(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skipscope-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const inside = join(folder, 'node_modules', name);
  await mkdir(inside, { recursive: true });
  await writeFile(join(inside, 'package.json'), JSON.stringify({ name, version: '4.22.0' }));
  await writeFile(join(inside, 'index.js'), 'throw new Error("was run")');
  return folder;
}

describe('the statuses of all backends', () => {
  it('have one row for each rung, best first', async () => {
    const statuses = await backendStatuses(['/nowhere']);
    expect(statuses.map(({ name, available }) => [name, available])).toEqual([
      ['tensorflow-gpu', false],
      ['webgpu', false],
      ['tensorflow', false],
      ['wasm', true],
      ['cpu', true],
    ]);
  });

  it('leave the current backend as it was', async () => {
    await openBackend('wasm');
    await backendStatuses(['/nowhere']);
    expect(tf.getBackend()).toBe('wasm');
  });
});
