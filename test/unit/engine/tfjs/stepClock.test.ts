import { afterEach, expect, it, vi } from 'vitest';
import { StepClock } from '../../../../src/engine/tfjs/trainer/stepClock';
import { layerId } from '../../../../src/shared/network/network';

afterEach(() => vi.restoreAllMocks());

it('gives the time between two marks to the owner of the second, less what a mark takes', () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const clock = new StepClock(0.5);
  const [conv, dense] = [layerId('conv'), layerId('dense')];
  const pass = (milliseconds: number) => (now += milliseconds);
  pass(10);
  clock.mark('forward', conv);
  pass(3);
  clock.skip();
  pass(4);
  clock.mark('forward', dense);
  pass(6);
  clock.mark('backward', conv);
  pass(2);
  clock.mark('backward', 'loss');
  pass(100);
  clock.mark('update', undefined);
  const { layers, loss, phases, tapCost } = clock.timing();
  expect(layers.get(conv)).toEqual({ forward: 9.5, backward: 5.5, update: 0 });
  expect(layers.get(dense)).toEqual({ forward: 3.5, backward: 0, update: 0 });
  expect(loss).toBe(2);
  expect(phases).toEqual({ forward: 13, backward: 7, update: 99.5 });
  expect(tapCost).toBe(3 + 5 * 0.5);
});
