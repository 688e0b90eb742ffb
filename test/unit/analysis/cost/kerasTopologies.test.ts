import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../../../src/analysis/skips/findSkips';
import { readKerasTopology } from '../../../support/kerasTopology';

// Parameters as Keras itself counts them; multiply-accumulates of convolution and dense layers.
describe.each([
  ['ResNet50', 25_636_712, 3.858],
  ['MobileNetV2', 3_538_984, 0.3008],
  ['DenseNet121', 8_062_504, 2.834],
  ['InceptionV3', 23_851_784, 5.713],
  ['VGG16', 138_357_544, 15.47],
])('the Keras topology of %s', (name, parameters, gigaMultiplyAccumulates) => {
  const { totals } = describeNetwork(readKerasTopology(name));

  it(`has ${parameters} parameters`, () => {
    expect(totals.parameters).toBe(parameters);
  });

  it(`costs ${gigaMultiplyAccumulates} G multiply-accumulates`, () => {
    const digits = String(gigaMultiplyAccumulates).split('.')[1]!.length;
    expect(Number((totals.macs! / 1e9).toFixed(digits))).toBe(gigaMultiplyAccumulates);
  });
});

describe('the skips of a Keras topology', () => {
  it.each([
    ['ResNet50', { total: 16, identityAdd: 12, projectionAdd: 4, concat: 0 }, 16],
    ['MobileNetV2', { total: 10, identityAdd: 10, projectionAdd: 0, concat: 0 }, 10],
    ['DenseNet121', { total: 58, identityAdd: 0, projectionAdd: 0, concat: 58 }, 535],
    ['InceptionV3', { total: 0 }, 0],
    ['VGG16', { total: 0 }, 0],
  ])('%s', (name, merges, connections) => {
    const report = findSkips(readKerasTopology(name));
    expect(report.merges).toMatchObject(merges);
    expect(report.connections).toBe(connections);
  });
});
