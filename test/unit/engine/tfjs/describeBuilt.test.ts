import { expect, it } from 'vitest';
import type { BuiltModel } from '../../../../src/engine/tfjs/built/builtModel';
import { describeBuilt } from '../../../../src/engine/tfjs/built/describeBuilt';
import { layerId } from '../../../../src/shared/network/network';

const weight = { layer: layerId('out'), name: 'weight', trainable: true, variable: { size: 6 } };
const built = (given: object) => ({ weights: [weight], ...given }) as unknown as BuiltModel;

it('keeps that a loss only stands in the file, and where the units of a weight lie', () => {
  const losses = [{ name: 'binary_cross_entropy' }];
  const { compiled } = describeBuilt(built({ compiled: { losses, isOfFile: true } }));
  expect(compiled).toEqual({ losses: ['binary_cross_entropy'], isOfFile: true });
  expect(describeBuilt(built({ compiled: { losses } })).compiled).toEqual({
    losses: ['binary_cross_entropy'],
  });
  const weights = [0, null].map((unitAxis) => ({ ...weight, unitAxis }));
  expect(describeBuilt(built({ weights })).weights).toMatchObject([
    { unitAxis: 0 },
    { unitAxis: null },
  ]);
});
