import { expect, it } from 'vitest';
import { multiplyAccumulates } from '../../../../src/analysis/cost/multiplyAccumulates';
import { layerId, type LayerNode, type Shape } from '../../../../src/shared/network/network';

const recurrent = (kernelEntries: number, output: Shape): LayerNode => ({
  id: layerId('r'),
  name: 'r',
  kind: 'LSTM',
  inputs: [],
  outputShape: [output],
  parameters: { trainable: kernelEntries, frozen: 0 },
  operation: {
    type: 'transform',
    family: 'recurrent',
    transposed: false,
    depthwise: false,
    kernelEntries,
    appliedPer: 'timeStep',
    activation: { linear: false, range: 'free' },
  },
  source: [],
});

it('an LSTM multiplies once for each time step, whether it gives the last or all', () => {
  expect(multiplyAccumulates(recurrent(100, [null, 8]), [null, 5, 3])).toBe(500);
  expect(multiplyAccumulates(recurrent(100, [null, 5, 8]), [null, 5, 3])).toBe(500);
});

it('a convolutional LSTM does so at every position of its map as well', () => {
  const input: Shape = [null, 5, 16, 12, 3];
  expect(multiplyAccumulates(recurrent(100, [null, 14, 10, 8]), input)).toBe(5 * 140 * 100);
  expect(multiplyAccumulates(recurrent(100, [null, 5, 14, 10, 8]), input)).toBe(5 * 140 * 100);
});

it('is unknown where the number of steps is', () => {
  expect(multiplyAccumulates(recurrent(100, [null, 8]), [null, null, 3])).toBeUndefined();
});

it('a map with its channels first counts by its other axes', () => {
  const { operation, ...node } = recurrent(100, [null, 8, 14, 10]);
  const first = { ...node, operation: { ...operation, channelsAxis: 2 } as typeof operation };
  expect(multiplyAccumulates(first, [null, 5, 3, 16, 12])).toBe(5 * 140 * 100);
  const perOutput = { ...operation, appliedPer: 'outputPosition', channelsAxis: 1 } as const;
  const convolution = { ...node, operation: perOutput as typeof operation };
  expect(multiplyAccumulates(convolution, [null, 3, 14, 10])).toBe(140 * 100);
});
