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
  expect(multiplyAccumulates(recurrent(100, [null, 8]), { shape: [null, 5, 3] })).toBe(500);
  expect(multiplyAccumulates(recurrent(100, [null, 5, 8]), { shape: [null, 5, 3] })).toBe(500);
});

it('a convolutional LSTM does so at every position of its map as well', () => {
  const input = { shape: [null, 5, 16, 12, 3] };
  expect(multiplyAccumulates(recurrent(100, [null, 14, 10, 8]), input)).toBe(5 * 140 * 100);
  expect(multiplyAccumulates(recurrent(100, [null, 5, 14, 10, 8]), input)).toBe(5 * 140 * 100);
});

it('is unknown where the number of steps is', () => {
  expect(
    multiplyAccumulates(recurrent(100, [null, 8]), { shape: [null, null, 3] }),
  ).toBeUndefined();
});

it('a map with its channels first counts by its other axes', () => {
  const node = { ...recurrent(100, [null, 8, 14, 10]), channelAxis: 1 };
  const steps = { shape: [null, 5, 3, 16, 12], channelAxis: 2 };
  expect(multiplyAccumulates(node, steps)).toBe(5 * 140 * 100);
  const perOutput = { ...node.operation, appliedPer: 'outputPosition' } as LayerNode['operation'];
  const map = { shape: [null, 3, 14, 10], channelAxis: 1 };
  expect(multiplyAccumulates({ ...node, operation: perOutput }, map)).toBe(140 * 100);
});
