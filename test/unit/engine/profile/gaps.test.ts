import { expect, it } from 'vitest';
import { profileGaps } from '../../../../src/engine/profile/gaps';
import type { ModelDescription } from '../../../../src/engine/model/modelDescription';
import { standardProfile } from '../../../../src/shared/protocol/profileRequest';
import type { Profile } from '../../../../src/shared/report/profile';
import { plainChain } from '../../../support/sampleReports';

const description = { inputs: [] } as unknown as ModelDescription;
const even = { lower: 1, median: 1, upper: 1 };
const counts = { parameters: { trainable: 0, frozen: 0 }, buffers: 0, weightBytes: {} };
const base = {
  ...{ batchSize: 16, optimizer: 'sgd', loss: 'mse', totals: counts, layers: [] },
  timed: 'own',
} as const;

const gapsOf = (
  profile: Partial<Profile>,
  { backend = 'wasm', batchSizes }: { backend?: 'wasm' | 'webgpu'; batchSizes?: number[] } = {},
) => {
  const runtime = { ...plainChain(2).runtime, backend };
  const settings = { ...standardProfile, batchSizes };
  const gaps = profileGaps({ model: { description, runtime }, settings }, { ...base, ...profile });
  return Object.fromEntries(gaps.map(({ quantity, reason }) => [quantity, reason.code]));
};

it('says why a profile lacks what it lacks', () => {
  const step = { warmup: 2, steps: 5, untapped: even };
  expect(gapsOf({ step })).toEqual({
    layerTime: 'notMeasured.no-layer-times',
    trainingMemory: 'notMeasured.open-shape',
    roof: 'notMeasured.no-roof',
    batches: 'notMeasured.fixed-batch',
  });
  expect(gapsOf({ step }, { backend: 'webgpu' })['layerTime']).toBe('notMeasured.asynchronous');
  expect(gapsOf({ step, timed: 'lowered' })['measuredPeak']).toBe('notMeasured.lowered');
  expect(gapsOf({ step }, { batchSizes: [] })['batches']).toBe('notMeasured.not-asked-for');
  expect(gapsOf({ step: { ...step, tapped: even } })).not.toHaveProperty('layerTime');
});
