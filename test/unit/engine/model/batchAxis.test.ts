import { describe, expect, it } from 'vitest';
import { inputsOf, targetsOf, withBatchOn } from '../../../../src/engine/model/batchAxis';
import { layerId } from '../../../../src/shared/network/network';
import type { TensorData } from '../../../../src/engine/model/trainer';

const tensor = (shape: readonly number[], ...values: number[]): TensorData => ({
  shape,
  dtype: 'float32',
  values: Float32Array.from(values),
});

/** Two samples of three steps of two numbers; tens tell the sample, ones the place. */
const samples = tensor([2, 3, 2], 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25);

describe('a batch on another axis', () => {
  it('is moved with its values', () => {
    const timeFirst = [10, 11, 20, 21, 12, 13, 22, 23, 14, 15, 24, 25];
    expect(withBatchOn(samples, 1)).toEqual(tensor([3, 2, 2], ...timeFirst));
    const last = [10, 20, 11, 21, 12, 22, 13, 23, 14, 24, 15, 25];
    expect(withBatchOn(samples, 2)).toEqual(tensor([3, 2, 2], ...last));
    expect(withBatchOn(samples)).toBe(samples);
  });

  it('is where the model has it, for inputs and for targets', () => {
    const spec = {
      layer: layerId('x'),
      shape: [null, 3, 2],
      dtype: 'float32',
      batchAxis: 1,
    } as const;
    const model = { inputs: [spec], outputs: [{ ...spec, activation: 'linear' as const }] };
    const asked: (readonly number[])[] = [];
    const batch = {
      inputs: [samples],
      target: (_output: number, shape: readonly number[]) => {
        asked.push(shape);
        return samples;
      },
    };
    const moved = withBatchOn(samples, 1);
    expect(inputsOf(model, batch)).toEqual([moved]);
    expect(targetsOf(model, batch, [[3, 2, 2]])).toEqual([moved]);
    expect(asked).toEqual([[2, 3, 2]]);
  });
});
