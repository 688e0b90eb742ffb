import { expect, it } from 'vitest';
import type { StepTiming } from '../../../../src/engine/model/stepTiming';
import { fitBatches, lineThrough } from '../../../../src/engine/profile/fitBatches';
import { quartilesOf } from '../../../../src/engine/profile/quartiles';
import { layerTimes, stepTime } from '../../../../src/engine/profile/summariseSteps';
import { layerId } from '../../../../src/shared/network/network';
import { largestBatch, stepAt } from '../../../../src/shared/report/profileSums';

const conv = layerId('conv');
const [plain, slower] = [10, 20].map((milliseconds): StepTiming => ({ milliseconds }));

const tapped = (forward: number) => {
  const times = { forward, backward: 5, update: 1 };
  const phases = { forward: forward + 1, backward: 6, update: 1 };
  const timing = { layers: new Map([[conv, times]]), loss: 2, phases, tapCost: 0.5 };
  return { milliseconds: 12, tapped: timing };
};

it('takes the quartiles between the values of the steps', () => {
  expect(quartilesOf([4, 1, 3, 2])).toEqual({ lower: 1.75, median: 2.5, upper: 3.25 });
  expect(quartilesOf([7])).toEqual({ lower: 7, median: 7, upper: 7 });
});

it('gives each layer its share of the step without taps', () => {
  const steps = { warmup: 2, untapped: [plain!, slower!, plain!], tapped: [tapped(2), tapped(4)] };
  const time = layerTimes(steps).get(conv)!;
  expect(time.forward.median).toBe(3);
  expect(time.total.median).toBe(9);
  expect(time.share).toBe(0.9);
  expect(stepTime(steps)).toMatchObject({ untapped: { median: 10 }, tapCost: 0.5, covered: 1.1 });
});

it('says nothing of layers where no step was tapped', () => {
  const steps = { warmup: 2, untapped: [plain!], tapped: [] };
  expect(layerTimes(steps).size).toBe(0);
  expect(stepTime(steps)).not.toHaveProperty('covered');
});

it('puts a line through batch sizes, and the largest batch on it', () => {
  expect(
    lineThrough([
      [4, 18],
      [8, 26],
      [16, 42],
    ]),
  ).toEqual({ fixed: 10, perSample: 2 });
  const point = (batchSize: number, peakBytes?: number) => ({
    batchSize,
    step: quartilesOf([10 + 2 * batchSize]),
    samplesPerSecond: 1,
    ...(peakBytes !== undefined && { peakBytes }),
  });
  const fit = fitBatches([point(16, 2600), point(4, 1400)], [])!;
  expect(fit.points.map(({ batchSize }) => batchSize)).toEqual([4, 16]);
  expect(fit.memory).toEqual({ fixed: 1000, perSample: 100, from: 'measured' });
  expect(fit.growsFrom).toBe(5);
  expect(largestBatch(fit, 5050)).toBe(40);
  expect(largestBatch(fit, 500)).toBe(0);
  expect(stepAt(fit, 20)).toEqual({ milliseconds: 50, samplesPerSecond: 400, bytes: 3000 });
  expect(fitBatches([point(16)], [])).toBeUndefined();
});
