import { describe, expect, it } from 'vitest';
import type { Nonlinearity } from '../../../../src/engine/model/modelDescription';
import {
  type ForkReading,
  LEAST_EXPONENT,
  type NormReading,
  type StepReadings,
  type WeightReading,
} from '../../../../src/engine/model/stepReadings';
import { stepTrace } from '../../../../src/engine/probe/summary/stepTrace';
import { layerId } from '../../../../src/shared/network/network';
import { describedAs } from '../../../support/fakeTrainer';
import { NetworkBuilder } from '../../../support/networkBuilder';

const norm = (scale: number, squares = 1): NormReading => ({ scale, squares });
const nothing: StepReadings = {
  loss: 1,
  edges: new Map(),
  outputs: new Map(),
  activations: new Map(),
  forks: new Map(),
  weights: new Map(),
};
const dense = layerId('dense1');

/** The trace of a dense layer of 4 units after an input of 3. */
function traced(readings: Partial<StepReadings>, nonlinearity?: Nonlinearity) {
  const n = new NetworkBuilder();
  const model = describedAs(n.graph(n.dense(n.input(3), 4)), {
    nonlinearities: new Map(nonlinearity ? [[dense, nonlinearity]] : []),
  });
  return stepTrace(model, new Set(['dense1:0']), { ...nothing, ...readings });
}

describe('norms', () => {
  it('hold what float32 cannot square', () => {
    const edges = new Map([['dense1:0', { ...norm(1e-30, 4), size: 16 }]]);
    expect(traced({ edges }).edges.get('dense1:0')).toEqual({ l2: 2e-30, rms: 5e-31 });
  });

  it('give a gain where both sides of a layer have one', () => {
    const edges = new Map([['dense1:0', { ...norm(6), size: 9 }]]);
    const outputs = new Map([['dense1:0', { ...norm(8), size: 4 }]]);
    const both = traced({ edges, outputs }).layers.get(dense)!;
    expect(both.gain).toBe(0.5);
    expect(both.activationGradient).toEqual({ l2: 8, rms: 4 });
    expect(traced({ edges }).layers.get(dense)).not.toHaveProperty('gain');
    const zero = new Map([['dense1:0', { ...norm(0, 0), size: 4 }]]);
    expect(traced({ edges, outputs: zero }).layers.get(dense)).not.toHaveProperty('gain');
  });
});

describe('units', () => {
  const activation = (nonlinearity?: Nonlinearity) => {
    const reading = { size: 32, mean: 2, variance: 9, nonFinite: 1, affected: 2 };
    const activations = new Map([[dense, reading]]);
    return traced({ activations }, nonlinearity).layers.get(dense)!.activation;
  };
  const moments = { mean: 2, std: 3, nonFinite: 1 };

  it('of a rectifier are dead by the last axis, values of a curve saturated by all entries', () => {
    expect(activation('rectifier')).toEqual({ ...moments, deadShare: 0.5 });
    expect(activation('sigmoid')).toEqual({ ...moments, saturatedShare: 2 / 32 });
    expect(activation('tanh')).toEqual({ ...moments, saturatedShare: 2 / 32 });
    expect(activation()).toEqual(moments);
  });
});

describe('a weight', () => {
  const reading: WeightReading = {
    gradient: { ...norm(8), largest: 5, zeros: 4, nans: 1, infinities: 2 },
    update: { change: norm(3), before: norm(6), lost: 8 },
  };
  const weightOf = (more: Partial<WeightReading> = {}) =>
    traced({ weights: new Map([[0, { ...reading, ...more }]]) });

  it('has shares of its entries, and the norms of gradient and update', () => {
    const trace = weightOf();
    expect(trace.weights).toEqual([
      {
        gradient: { l2: 8, rms: 2, maxAbs: 5, zeroShare: 0.25, nan: 1, inf: 2 },
        updateRatio: 0.5,
        lostUpdates: 0.5,
      },
    ]);
    expect(trace.layers.get(dense)).toMatchObject({ weightGradient: 2, updateRatio: 0.5 });
  });

  it('has no ratio where it was zero', () => {
    const update = { ...reading.update, before: norm(0, 0) };
    const trace = weightOf({ update });
    expect(trace.weights[0]).not.toHaveProperty('updateRatio');
    expect(trace.layers.get(dense)).not.toHaveProperty('updateRatio');
  });

  it('has a histogram from the first bin to the last that holds something', () => {
    const { gradient } = weightOf({ histogram: [0, 0, 3, 0, 5, 0] }).weights[0]!;
    expect(gradient!.histogram).toEqual({ exponent: LEAST_EXPONENT + 2, counts: [3, 0, 5] });
    expect(weightOf({ histogram: [0, 0] }).weights[0]!.gradient).not.toHaveProperty('histogram');
  });
});

describe('a fork', () => {
  const forkOf = (fork: ForkReading) => traced({ forks: new Map([['s', fork]]) }).forks.get('s');

  it('divides by L2 norms, with the cosine between the two parts', () => {
    expect(forkOf({ shortcut: norm(1, 9), body: norm(2, 0.25), inner: 0.75 })).toEqual({
      ...{ shortcutL2: 3, bodyL2: 1, shortcutShare: 0.75, cosine: 0.5 },
    });
  });

  it('is absent where nothing came back or it is not finite', () => {
    const zero = norm(0, 0);
    expect(forkOf({ shortcut: zero, body: zero, inner: 0 })).toBeUndefined();
    expect(forkOf({ shortcut: norm(NaN), body: zero, inner: 0 })).toBeUndefined();
    const oneSided = forkOf({ shortcut: norm(1), body: zero, inner: 0 });
    expect(oneSided).toEqual({ shortcutL2: 1, bodyL2: 0, shortcutShare: 1 });
  });
});

it('the loss is left out where it is not finite', () => {
  expect(traced({ loss: 2 }).loss).toBe(2);
  expect(traced({ loss: Infinity })).not.toHaveProperty('loss');
});
