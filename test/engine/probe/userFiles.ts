import * as tf from '@tensorflow/tfjs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { probeOf } from './probing';

const L = tf.layers;
export const mlp =
  (units = 3, activation: 'softmax' | 'linear' | 'sigmoid' = 'softmax') =>
  (): tf.LayersModel =>
    tf.sequential({ layers: [L.dense({ units, activation, inputShape: [4], name: 'out' })] });
export const convolution =
  (shape: number[], units = 2) =>
  (): tf.LayersModel =>
    tf.sequential({
      layers: [
        L.conv2d({ filters: 2, kernelSize: 3, inputShape: shape, name: 'conv' }),
        L.globalAveragePooling2d({}),
        L.dense({ units, activation: 'softmax' }),
      ],
    });

/** Files by their paths in a folder that goes when the test ends. */
export function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'skipscope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

/** Why a probe refuses the data; the test fails where it does not. */
export const refused = async (make: () => tf.LayersModel, inputs: string, targets?: string) => {
  const data = { inputs, ...(targets !== undefined && { targets }) };
  const error: unknown = await probeOf(make, { data }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'unusable-data' });
  return (error as { detail: string }).detail;
};
