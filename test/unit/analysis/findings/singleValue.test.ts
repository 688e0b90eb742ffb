import { expect, it } from 'vitest';
import {
  codesOf,
  findingsOf,
  graphOf,
  layer,
  operations,
  probeOf,
  type Measured,
} from './builders';

const normalised = (shape: readonly number[]) =>
  graphOf([
    layer('input', operations.input),
    layer('l1', operations.dense, { inputs: ['input'], shape: [null, ...shape] }),
    layer('norm', operations.batchNorm, { inputs: ['l1'], shape: [null, ...shape] }),
    layer('relu', operations.relu, { inputs: ['norm'], shape: [null, ...shape] }),
    layer('l2', operations.dense, { inputs: ['relu'] }),
  ]);
const silent: Record<string, Measured> = {
  l1: { weightGradient: 0 },
  relu: { activation: { deadShare: 1 } },
  l2: { weightGradient: 1 },
};

it('one value per channel is the cause of units and weights without a gradient', () => {
  const [finding, ...more] = findingsOf(normalised([8]), probeOf(silent, { batchSize: 1 }));
  expect(finding).toMatchObject({ code: 'disconnected', variant: 'single', layer: 'norm' });
  expect(more).toEqual([]);
});

it('a map, or more samples, give more values', () => {
  const learning = { l1: { weightGradient: 1 }, l2: { weightGradient: 1 } };
  const codes = (shape: readonly number[], batchSize: number): string[] =>
    codesOf(findingsOf(normalised(shape), probeOf(learning, { batchSize })));
  expect(codes([4, 4, 8], 1)).toEqual([]);
  expect(codes([8], 2)).toEqual([]);
  expect(codes([1, 1, 8], 1)).toEqual(['disconnected']);
});
