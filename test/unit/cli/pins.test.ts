import { expect, it } from 'vitest';
import { pinDifference, pinOf } from '../../../src/cli/run/pins';
import { plainChain } from '../../support/sampleReports';

it('pins a structure without its names, and tells the layers that differ', () => {
  const [before, longer] = [plainChain(3), plainChain(4)];
  const renamed = {
    ...before,
    network: {
      ...before.network,
      layers: before.network.layers.map((layer) => ({ ...layer, name: `other_${layer.name}` })),
    },
  };
  expect(pinOf(renamed)).toEqual(pinOf(before));
  expect(pinDifference(pinOf(before), pinOf(renamed))).toEqual([]);
  const lines = pinDifference(pinOf(before), pinOf(longer));
  const added = longer.network.layers.length - before.network.layers.length;
  expect(lines.filter((line) => line.startsWith('  + '))).toHaveLength(added);
  expect(lines.filter((line) => line.startsWith('  - '))).toEqual([]);
  expect(lines[0]).toMatch(/^ {2}layers: /);
});
