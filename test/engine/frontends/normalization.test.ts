import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import type { Tap } from '../../../src/engine/tfjs/built/builtModel';
import { buildSaved } from '../../support/savedModel';
import { testBackend } from '../../support/testBackend';

beforeAll(() => openBackend(testBackend));

const untapped: Tap = {
  edge: (_from, _to, _slot, value) => value,
  output: (_layer, _output, value) => value,
};

/** The output of a saved Normalization for two rows, and its number of weights. */
async function normalised(config: object) {
  const layers = [
    { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 2] } },
    { class_name: 'Normalization', config: { name: 'normalization', ...config } },
  ];
  const text = JSON.stringify({ class_name: 'Sequential', config: { name: 'model', layers } });
  const model = await buildSaved('normalization.json', text);
  const rows = tf.tensor2d([
    [3, 8],
    [-1, 2],
  ]);
  const output = tf.tidy(() => model.forward([rows], untapped)[0]!.dataSync());
  const weights = model.weights.map(({ name, trainable }) => `${name} ${trainable}`);
  rows.dispose();
  model.dispose();
  return { values: Array.from(output, (value) => Number(value.toFixed(5))), weights };
}

describe('Normalization of Keras', () => {
  const given = { mean: [1, 2], variance: [4, 9] };
  it.each<[string, object, readonly number[]]>([
    ['by numbers of each channel', { axis: -1, ...given }, [1, 2, -1, 0]],
    ['by nested ones', { axis: [-1], mean: [[1, 2]], variance: [[4, 9]] }, [1, 2, -1, 0]],
    ['by one for all', { axis: null, mean: 1, variance: 4 }, [1, 3.5, -1, 0.5]],
    ['backwards', { axis: -1, ...given, invert: true }, [7, 26, -1, 8]],
  ])('%s has no weights', async (_, config, values) => {
    expect(await normalised(config)).toEqual({ values, weights: [] });
  });

  it('has three that nothing trains where its data said them', async () => {
    const { values, weights } = await normalised({ axis: -1, mean: null, variance: null });
    expect(values).toEqual([3, 8, -1, 2]);
    expect(weights).toEqual(['mean false', 'variance false', 'count false']);
  });
});
