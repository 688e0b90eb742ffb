import { describe, expect, it } from 'vitest';
import type { TensorData } from '../../../../src/engine/model/trainer';
import { DataObserver } from '../../../../src/engine/probe/summary/dataStatistics';
import { layerId } from '../../../../src/shared/network/network';

const tensor = (shape: number[], ...values: number[]): TensorData => ({
  ...{ shape, dtype: 'float32', values: Float32Array.from(values) },
});
const observed = (...inputs: TensorData[]) => {
  const observer = new DataObserver();
  for (const input of inputs) observer.observe({ inputs: [input], target: () => input });
  return observer.statistics([layerId('input')], []).inputs[0];
};

describe('the columns of a table', () => {
  it('are told with the largest, and the largest sum of a row, over all batches', () => {
    const found = observed(
      tensor([2, 3], 1, 100, 0, 2, 140, 0),
      tensor([2, 3], 3, 120, 0, 4, 120, 0),
    );
    expect(found?.columns).toMatchObject({ count: 3, constant: 1, largestSum: 142 });
    expect(found?.columns?.largest).toMatchObject({ at: 1, mean: 120 });
    expect(found?.columns?.largest?.std).toBeCloseTo(Math.sqrt(200), 6);
  });

  it('are none of a picture', () => {
    expect(observed(tensor([1, 1, 1, 3], 1, 2, 3))).not.toHaveProperty('columns');
  });
});
