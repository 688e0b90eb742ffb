import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toFailureInfo, type FailureInfo } from '../../../../src/shared/base/failures';
import { explainFailure } from '../../../../src/shared/words/failures';
import { message } from '../../../../src/shared/words/message';
import { reasonText } from '../../../../src/shared/words/sentence';
import { backendStatuses, openBackend } from '../../../../src/engine/tfjs/backends/openBackend';

const notInstalled = (name: string) => message('backends.not-installed', { package: name });

describe('the ladder of backends', () => {
  it('opens wasm by name and computes on it', async () => {
    const backend = await openBackend('wasm');
    expect(backend).toEqual({ name: 'wasm', device: 'cpu', version: tf.version_core, tried: [] });
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  });

  it('says of each better backend why it did not run', async () => {
    const { name, tried } = await openBackend('auto', ['/nowhere']);
    expect(name).toBe('wasm');
    expect(tried).toEqual([
      { name: 'tensorflow-gpu', reason: notInstalled('@tensorflow/tfjs-node-gpu') },
      { name: 'webgpu', reason: { code: 'backends.wrong-losses' } },
      { name: 'tensorflow', reason: notInstalled('@tensorflow/tfjs-node') },
    ]);
    expect(tried.map(({ reason }) => reasonText(reason))).toEqual([
      '@tensorflow/tfjs-node-gpu is not installed.',
      'TensorFlow.js 4.22 computes wrong losses on webgpu (npm webgpu, Dawn), so it is not used.',
      '@tensorflow/tfjs-node is not installed.',
    ]);
  });
});

describe('a package without its native library', () => {
  it('is refused in one sentence, without running it and without a word on the terminal', async () => {
    const places = [await folderWith('@tensorflow/tfjs-node-gpu')];
    const { name, tried } = await openBackend('auto', places);
    expect(name).toBe('wasm');
    expect(tried[0]).toMatchObject({ name: 'tensorflow-gpu' });
    expect(reasonText(tried[0]!.reason)).toBe(
      '@tensorflow/tfjs-node-gpu is installed without its native library.',
    );
  });

  it('that is asked for by name ends in a failure with that sentence', async () => {
    const places = [await folderWith('@tensorflow/tfjs-node')];
    const failure = await openBackend('tensorflow', places).catch(toFailureInfo);
    expect(failure).toMatchObject({ code: 'backend-unavailable' });
    expect(explainFailure(failure as FailureInfo)).toBe(
      'The backend cannot run here: @tensorflow/tfjs-node is installed without its native library.',
    );
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
