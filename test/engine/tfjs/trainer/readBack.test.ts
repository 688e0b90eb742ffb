import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it, vi } from 'vitest';
import { openBackend } from '../../../../src/engine/tfjs/backends/openBackend';
import { testBackend } from '../../../support/testBackend';
import { probeOf } from '../../probe/probing';

const L = tf.layers;

/** A residual block with batch norm: every kind of reading is taken in it. */
function residual(): tf.LayersModel {
  const input = tf.input({ shape: [6, 6, 4] });
  const conv = L.conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false });
  const normalized = L.batchNormalization().apply(conv.apply(input));
  const body = L.activation({ activation: 'relu' }).apply(normalized) as tf.SymbolicTensor;
  const sum = L.add().apply([body, input]);
  const outputs = L.dense({ units: 3, activation: 'softmax' }).apply(L.flatten().apply(sum));
  return tf.model({ inputs: input, outputs: outputs as tf.SymbolicTensor });
}

beforeAll(() => openBackend(testBackend));

/** Transfers from the backend's memory that one run asks for; `read` ends in `readSync` on these backends. */
async function transfersOf(steps: number): Promise<number> {
  const readSync = vi.spyOn(tf.backend(), 'readSync');
  try {
    const { probe } = await probeOf(residual, { steps });
    expect(probe.layers.some(({ activation }) => activation !== undefined)).toBe(true);
    return readSync.mock.calls.length;
  } finally {
    readSync.mockRestore();
  }
}

// If the backend's memory is this process's own (wasm), nothing is transferred.
const perStep = testBackend === 'wasm' ? 0 : 1;

it(`everything that a step measures comes back in ${perStep} transfers`, async () => {
  const [two, five] = [await transfersOf(2), await transfersOf(5)];
  expect(five - two).toBe(3 * perStep);
});
