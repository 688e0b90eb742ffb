import { describe, expect, it } from 'vitest';
import { outputLosses } from '../../../../src/engine/probe/outputLosses';
import type { CompiledSpec, ModelDescription } from '../../../../src/engine/model/modelDescription';
import { layerId } from '../../../../src/shared/network/network';

const model = (compiled?: CompiledSpec): ModelDescription => ({
  name: 'model',
  framework: 'torch',
  source: { file: 'model.py', line: 1, column: 1 },
  arguments: [],
  graph: { layers: [], groups: [], outputs: [] },
  inputs: [],
  outputs: [{ layer: layerId('out'), shape: [null, 3], dtype: 'float32', activation: 'other' }],
  weights: [],
  nonlinearities: new Map(),
  initialisation: 'random',
  ...(compiled && { compiled }),
});
const originOf = (...args: Parameters<typeof outputLosses>) => outputLosses(...args)[0]?.origin;
const losses = ['binary_cross_entropy'];

describe('the losses of the outputs say who chose them', () => {
  it('the model, the user, or nobody', () => {
    expect(originOf(model({ losses }), null)).toBe('model');
    expect(originOf(model({ losses }), { loss: 'mse_loss' })).toBe('user');
    expect(originOf(model(), null)).toBe('probe');
  });

  it('nobody, where a loss only stands in the same file, as that of a discriminator', () => {
    expect(originOf(model({ losses, isOfFile: true }), null)).toBe('probe');
    expect(originOf(model({ losses, isOfFile: true }), { loss: 'mse_loss' })).toBe('user');
  });
});
