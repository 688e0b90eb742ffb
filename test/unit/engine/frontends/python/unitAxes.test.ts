import { expect, it } from 'vitest';
import { unitAxes } from '../../../../../src/engine/frontends/python/network/unitAxes';
import type { RecordedNode, Recording } from '../../../../../src/shared/protocol/python/recording';

const value = { slot: 'input', value: [0, 0] as const };
const parameter = { slot: 'weight', parameter: 0 };

/** The axis of the units of a kernel that each operation reads. */
function axisOf(
  ...reading: [
    op: string,
    inputs: RecordedNode['inputs'],
    attributes?: RecordedNode['attributes'],
  ][]
): number | undefined {
  const nodes = reading.map(([op, inputs, attributes = {}]) => ({ op, inputs, attributes }));
  const parameters = [{ shape: [6, 4, 3, 3] }];
  return unitAxes({ nodes, parameters } as unknown as Recording).get(0);
}

it.each<[string, number | undefined]>([
  ['linear', 0],
  ['conv2d', 0],
  ['lstm', 0],
  ['gru_cell', 0],
  ['conv_transpose2d', 1],
  ['matmul', 3],
  ['embedding', undefined],
  ['transpose', undefined],
])('the units of the kernel of %s lie on axis %s', (op, axis) => {
  expect(axisOf([op, [value, parameter]])).toBe(axis);
});

it('is not told of groups, of a kernel before its input, and of one that is read in two ways', () => {
  expect(axisOf(['conv2d', [value, parameter], { groups: 6 }])).toBeUndefined();
  expect(axisOf(['matmul', [parameter, value]])).toBeUndefined();
  expect(axisOf(['embedding', [value, parameter]], ['linear', [value, parameter]])).toBeUndefined();
  expect(axisOf(['linear', [value, parameter]], ['linear', [value, parameter]])).toBe(0);
});
