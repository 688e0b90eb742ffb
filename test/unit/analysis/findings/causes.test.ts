import { describe, expect, it } from 'vitest';
import { curved } from '../../../../src/engine/opGraph/operations/activations';
import { layerId, type Shape } from '../../../../src/shared/network/network';
import type { Operation } from '../../../../src/shared/network/operation';
import type { DataStatistics, InitialWeight, Probe } from '../../../../src/shared/report/probe';
import {
  alongChain,
  chain,
  codesOf,
  findingsOf,
  graphOf,
  layer,
  operations,
  probeOf,
  skip,
  skipsOf,
  weight,
  withLoss,
} from './builders';

const { add, dense, dropout, input, relu } = operations;
const sigmoid: Operation = { ...dense, activation: curved('sigmoid') };
const rectified: Operation = { ...dense, activation: curved('rectifier') };
const multiply: Operation = { type: 'merge', how: 'multiply' };

describe('symmetric-weights', () => {
  const kernel = (initial: InitialWeight) => ({ weights: [weight({ initial })] });
  const of = (initial: InitialWeight, steps = 3) =>
    findingsOf(chain(2), probeOf({ l1: kernel(initial) }, { steps }));

  it('is an error where all units are alike at the start and after the last step', () => {
    expect(of({ mean: 1, std: 0, equalUnits: 'stay' })).toMatchObject([
      { code: 'symmetric-weights', variant: 'stay', severity: 'error', layer: 'l1' },
    ]);
    expect(of({ mean: 0, std: 0, equalUnits: 'stay' })).toMatchObject([{ variant: 'stay' }]);
  });

  it('is a warning where what follows draws the units apart', () => {
    expect(of({ mean: 1, std: 0, equalUnits: 'start' })).toMatchObject([
      { variant: 'start', severity: 'warning' },
    ]);
  });

  it('leaves kernels of zeros alone that part at once, and kernels that are drawn', () => {
    expect(of({ mean: 0, std: 0, equalUnits: 'start' })).toEqual([]);
    expect(of({ mean: 0, std: 0.1 })).toEqual([]);
  });

  it('does not take one step for ever', () => {
    expect(of({ mean: 0, std: 0, equalUnits: 'stay' }, 1)).toEqual([]);
  });

  it('is the cause of dead units and of weights without gradient', () => {
    const dead = { ...kernel({ mean: 0, std: 0, equalUnits: 'stay' }), weightGradient: 0 };
    const probe = probeOf({ l1: { ...dead, activation: { deadShare: 1 } }, l2: dead });
    expect(codesOf(findingsOf(chain(2), probe))).toEqual(['symmetric-weights']);
  });
});

describe('input-scale', () => {
  const ordinary: DataStatistics = {
    layer: layerId('input'),
    ...{ min: -3, max: 3, mean: 0, std: 1, whole: false, nonFinite: 0, unitVariance: 1 },
  };
  const of = (data: Partial<DataStatistics>, graph = chain(2)) =>
    findingsOf(graph, { ...probeOf({}), data: 'file', inputs: [{ ...ordinary, ...data }] });

  it.each<[string, Partial<DataStatistics>]>([
    ['bytes', { min: 0, max: 255, mean: 90, std: 70, whole: true }],
    ['spread', { min: 0, max: 4000, mean: 900, std: 700 }],
    ['spread', { min: 0, max: 1e-3, mean: 5e-4, std: 1e-4 }],
    ['offset', { min: 99, max: 101, mean: 100, std: 0.5 }],
    ['not-finite', { nonFinite: 4 }],
  ])('tells %s, at the input', (variant, data) => {
    expect(of(data)).toMatchObject([{ code: 'input-scale', variant, layer: 'input' }]);
  });

  it.each<[string, Partial<DataStatistics>]>([
    ['values around 0', {}],
    ['scaled pixels', { min: 0, max: 1, mean: 0.13, std: 0.3 }],
    ['counts', { min: 0, max: 12, mean: 3, std: 2, whole: true }],
    ['one value throughout', { min: 1, max: 1, mean: 1, std: 0, whole: true }],
  ])('is quiet about %s', (_, data) => {
    expect(of(data)).toEqual([]);
  });

  it('knows the bytes of an image that was resized', () => {
    const resized = { min: 0, max: 254.7, mean: 120, std: 70 };
    const bytesOf = (shape: Shape) => of(resized, graphOf([layer('input', input, { shape })]))[0];
    expect(bytesOf([null, 8, 8, 3])).toMatchObject({ variant: 'bytes' });
    expect(bytesOf([null, 8, 8, 12])).toBeUndefined();
  });

  it('is quiet where a layer normalises or scales the input first', () => {
    const bytes = { min: 0, max: 255, mean: 90, std: 70, whole: true };
    const scaled = (operation: Operation) =>
      graphOf([
        layer('input', input),
        layer('reshaped', { type: 'passive', effect: 'reshape' }, { inputs: ['input'] }),
        layer('scaled', operation, { inputs: ['reshaped'] }),
        layer('l1', dense, { inputs: ['scaled'] }),
      ]);
    expect(of(bytes, scaled({ type: 'passive', effect: 'scale' }))).toEqual([]);
    expect(of(bytes, scaled(operations.batchNorm))).toEqual([]);
    expect(codesOf(of(bytes, scaled(relu)))).toEqual(['input-scale']);
  });

  it('is quiet about token ids', () => {
    const tokens = graphOf([
      layer('input', { type: 'input', carriesGradient: false }),
      layer('l1', dense, { inputs: ['input'] }),
    ]);
    expect(of({ min: 0, max: 250, std: 60, whole: true }, tokens)).toEqual([]);
  });

  it('tells targets far from 1 before a squared error, and labels that were divided', () => {
    const targets = (data: Partial<DataStatistics>, name: string) =>
      withLoss(
        chain(2),
        { ...probeOf({}), targets: [{ ...ordinary, layer: layerId('l2'), ...data }] },
        { name },
      );
    const prices = { mean: 250_000, std: 90_000 };
    expect(targets(prices, 'meanSquaredError')).toMatchObject([
      { code: 'input-scale', variant: 'targets', layer: 'l2' },
    ]);
    expect(targets(prices, 'lossOfMyOwn')).toEqual([]);
    expect(targets({ mean: 0.2, std: 1 }, 'meanSquaredError')).toEqual([]);
    const probabilities = (data: Partial<DataStatistics>) =>
      withLoss(
        graphOf([layer('input', input), layer('l1', sigmoid, { inputs: ['input'] })]),
        { ...probeOf({}), targets: [{ ...ordinary, layer: layerId('l1'), ...data }] },
        { name: 'binaryCrossentropy' },
      );
    expect(probabilities({ min: 0, max: 1 / 255 })).toMatchObject([{ variant: 'labels' }]);
    expect(probabilities({ min: 0, max: 1, whole: true })).toEqual([]);
    expect(probabilities({ min: 0, max: 0.9 })).toEqual([]);
  });
});

describe('initial-loss', () => {
  const softmax = graphOf([
    layer('input', input),
    layer(
      'out',
      { ...dense, activation: curved('softmax') },
      { inputs: ['input'], shape: [null, 10] },
    ),
  ]);
  const at = (loss: number, more: Partial<Probe> = {}) =>
    withLoss(
      softmax,
      { ...probeOf({}, { loss: [[loss], [loss], [loss]] }), ...more },
      { name: 'categoricalCrossentropy' },
    );

  it('holds above 3 times the loss of equal probabilities', () => {
    expect(at(3 * Math.log(10) + 0.1)).toMatchObject([
      { code: 'initial-loss', layer: 'out', evidence: { chance: Math.log(10) } },
    ]);
    expect(at(3 * Math.log(10) - 0.1)).toEqual([]);
  });

  it('takes out what regularizers add', () => {
    expect(at(9, { penalty: 6 })).toEqual([]);
  });

  it('compares the squared error with the variance of the user’s targets, and with nothing else', () => {
    const graph = chain(1);
    const probe = probeOf({}, { loss: [[9], [9], [9]] });
    const statistics = { min: -3, max: 3, mean: 0, std: 1, whole: false, nonFinite: 0 };
    const targets = [{ layer: layerId('l1'), ...statistics, unitVariance: 1 }];
    expect(codesOf(withLoss(graph, { ...probe, targets }))).toEqual(['initial-loss']);
    expect(withLoss(graph, probe)).toEqual([]);
  });
});

describe('doubled-shortcut', () => {
  const sums = (shared: string) =>
    graphOf([
      layer('input', input),
      layer('x', dense, { inputs: ['input'] }),
      layer('body', dense, { inputs: ['x'] }),
      layer('sum', add, { inputs: ['body', 'x'] }),
      layer('twice', add, { inputs: ['sum', shared], line: 9 }),
    ]);

  it('holds where a sum adds what one of its summands added', () => {
    expect(findingsOf(sums('x'))).toMatchObject([
      { code: 'doubled-shortcut', layer: 'twice', evidence: { merges: 1 } },
    ]);
  });

  it('tells how far the signal grows', () => {
    const probe = probeOf({ x: { std: 2 }, twice: { std: 5 } });
    expect(findingsOf(sums('x'), probe)).toMatchObject([{ evidence: { growth: 2.5 } }]);
  });

  it('is quiet about a skip over a skip that starts elsewhere', () => {
    expect(codesOf(findingsOf(sums('input')))).toEqual([]);
  });
});

describe('one-sided-body', () => {
  const block = (last: Operation) =>
    graphOf([
      layer('input', input),
      layer('x', dense, { inputs: ['input'] }),
      layer('body', last, { inputs: ['x'], line: 5 }),
      layer('dropout', dropout, { inputs: ['body'] }),
      layer('sum', add, { inputs: ['x', 'dropout'] }),
    ]);
  const skips = skipsOf([skip('x>sum:0')]);

  it('is information at the rectifier that a body ends in', () => {
    expect(findingsOf(block(rectified), undefined, skips)).toMatchObject([
      { code: 'one-sided-body', severity: 'info', layer: 'body' },
    ]);
  });

  it('is quiet about a body that ends with a linear layer', () => {
    expect(findingsOf(block(operations.linear), undefined, skips)).toEqual([]);
  });
});

describe('saturated-gate', () => {
  const gated = graphOf([
    layer('input', input),
    layer('h', dense, { inputs: ['input'] }),
    layer('gate', sigmoid, { inputs: ['input'] }),
    layer('out', multiply, { inputs: ['h', 'gate'] }),
  ]);
  const at = (mean: number, graph = gated) => findingsOf(graph, probeOf({ gate: { mean } }));

  it('holds where a gate is shut or wide open', () => {
    expect(at(0.005)).toMatchObject([{ code: 'saturated-gate', variant: 'shut', layer: 'gate' }]);
    expect(at(0.995)).toMatchObject([{ variant: 'open' }]);
  });

  it('is quiet about highway gates at σ(−1) to σ(−4), and about a sigmoid that gates nothing', () => {
    for (const bias of [-1, -2, -3, -4]) expect(at(1 / (1 + Math.exp(-bias)))).toEqual([]);
    const layers = gated.layers.map((each) =>
      each.name === 'out' ? layer('out', operations.concat, { inputs: ['h', 'gate'] }) : each,
    );
    expect(at(0.001, graphOf(layers))).toEqual([]);
  });
});

describe('recurrent-growth', () => {
  const unrolled = (calls: number) => {
    const { layers } = chain(calls);
    return graphOf(
      layers.map((each) =>
        each.name === 'input' || each.name === 'l1' ? each : { ...each, sharedWith: layerId('l1') },
      ),
    );
  };
  const growing = (calls: number, factor: number) =>
    probeOf(alongChain(Array.from({ length: calls }, (_, i) => factor ** (calls - 1 - i))));

  it('tells the factor per call, and nothing of explosion beside it', () => {
    const findings = findingsOf(unrolled(10), growing(10, 2.5));
    expect(codesOf(findings)).toEqual(['recurrent-growth']);
    const [finding] = findings;
    expect(finding).toMatchObject({ severity: 'warning', evidence: { calls: 10 } });
    expect((finding?.evidence as { factor?: number }).factor).toBeCloseTo(2.5, 6);
  });

  it('is quiet where only the updates have made the gradient grow', () => {
    const after = (calls: number, factor: number) =>
      Object.fromEntries(
        Array.from({ length: calls }, (_, i) => {
          const grown = factor ** (calls - 1 - i);
          const history = Array.from({ length: 3 }, () => [1, grown, grown]);
          return [`l${i + 1}`, { weightGradient: history, activationGradient: history }];
        }),
      );
    expect(findingsOf(unrolled(10), probeOf(after(10, 2.5)))).toEqual([]);
  });

  it('is quiet at a factor about 1, and about layers of their own', () => {
    expect(findingsOf(unrolled(10), growing(10, 1.05))).toEqual([]);
    expect(codesOf(findingsOf(chain(10), growing(10, 2.5)))).toEqual(['exploding-gradient']);
  });
});
