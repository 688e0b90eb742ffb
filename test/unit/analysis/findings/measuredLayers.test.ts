import { describe, expect, it } from 'vitest';
import type { ForkProbe } from '../../../../src/shared/report/probe';
import type { Operation } from '../../../../src/shared/network/operation';
import {
  chain,
  codesOf,
  findingsOf,
  graphOf,
  messageOf,
  layer,
  operations,
  probeOf,
  skip,
  skipsOf,
  weight,
  type Measured,
  type ProbeOptions,
} from './builders';

const three = chain(3);
const found = (layers: Record<string, Measured>, options?: ProbeOptions) =>
  findingsOf(three, probeOf(layers, options));
const spread = (median: number) => ({ median, min: 0, max: 1 });

describe('a step that throws the weights away', () => {
  const stepping = (...ratios: number[]) => ({
    l1: {
      weightGradient: 1,
      weights: [weight({ updateRatio: ratios.at(-1)!, history: { updateRatio: [ratios] } })],
    },
  });
  const codes = (options: ProbeOptions, ...ratios: number[]) =>
    codesOf(found(stepping(...ratios), { seeds: 1, optimizerOrigin: 'model', ...options }));

  it('counts in any step', () => {
    expect(codes({}, 2, 0, 0)).toEqual(['update-ratio']);
    expect(codes({}, 0.5, 0.01, 0.01)).toEqual([]);
  });

  it('is told from the first steps of RMSProp, which are larger than later ones', () => {
    expect(codes({ optimizer: 'rmsprop' }, 0.27, 0.23, 0.2)).toEqual([]);
    expect(codes({ optimizer: 'rmsprop' }, 0.9, 0.7, 0.6)).toEqual(['update-ratio']);
    expect(codes({ optimizer: 'sgd' }, 0.27, 0.23, 0.2)).toEqual(['update-ratio']);
  });
});

describe('dead-relu', () => {
  it('is one finding for all layers with more than half of their units dead', () => {
    const findings = found({
      l1: { activation: { deadShare: 0.2, spread: { deadShare: spread(0.6) } } },
      l2: { activation: { deadShare: 0.9 } },
    });
    expect(codesOf(findings)).toEqual(['dead-relu']);
    expect(findings[0]).toMatchObject({ layer: 'l1', evidence: { layers: ['l1', 'l2'] } });
    expect(messageOf(findings[0])).toContain('60 %');
  });

  it('needs enough samples: a sparse unit is silent on a few of them', () => {
    const share = (deadShare: number) => ({ l1: { activation: { deadShare } } });
    expect(found(share(0.6), { batchSize: 16 })).toEqual([]);
    expect(codesOf(found(share(0.6), { batchSize: 64 }))).toEqual(['dead-relu']);
    expect(codesOf(found(share(1), { batchSize: 16 }))).toEqual(['dead-relu']);
  });

  it('goes by the median of the seeds: one bad seed is not enough', () => {
    expect(
      found({ l1: { activation: { deadShare: 0.9, spread: { deadShare: spread(0.4) } } } }),
    ).toEqual([]);
    expect(found({ l1: { activation: { deadShare: 0.5 } } })).toEqual([]);
  });
});

describe('saturated', () => {
  it('holds above half of the units and not at half', () => {
    expect(found({ l2: { activation: { saturatedShare: 0.51 } } })[0]).toMatchObject({
      code: 'saturated',
      layer: 'l2',
      limits: [{ value: 0.5 }, { value: 1e-4 }],
    });
    expect(found({ l2: { activation: { saturatedShare: 0.5 } } })).toEqual([]);
  });
});

describe('update-ratio', () => {
  const withRatio = (updateRatio: number, optimizerOrigin: 'default' | 'model' = 'model') =>
    found({ l1: { weights: [weight({ updateRatio })] } }, { optimizerOrigin });

  it('warns two decades from a thousandth, and is an error far beyond', () => {
    expect(withRatio(0.9e-5)[0]).toMatchObject({ severity: 'warning', limits: [{ value: 1e-5 }] });
    expect(withRatio(0.11)[0]).toMatchObject({ severity: 'warning', limits: [{ value: 0.1 }] });
    expect(withRatio(0.9e-8)[0]).toMatchObject({ severity: 'error', limits: [{ value: 1e-8 }] });
    expect(withRatio(11)[0]).toMatchObject({ severity: 'error', limits: [{ value: 10 }] });
  });

  it('is information where the probe itself chose the optimizer', () => {
    expect(withRatio(0.11, 'default')).toMatchObject([{ severity: 'info' }]);
    expect(withRatio(11, 'default')).toMatchObject([{ severity: 'info' }]);
  });

  it('is silent within two decades', () => {
    expect(withRatio(1.1e-5)).toEqual([]);
    expect(withRatio(0.09)).toEqual([]);
  });

  it('points at the worst layer, whatever their order', () => {
    const at = (updateRatio: number) => ({ weights: [weight({ updateRatio })] });
    const [finding] = found({ l1: at(0.2), l2: at(20), l3: at(3) }, { optimizerOrigin: 'user' });
    expect(finding).toMatchObject({
      severity: 'error',
      layer: 'l2',
      evidence: { updateRatio: 20, layers: ['l2', 'l3', 'l1'] },
    });
  });

  it('leaves a kernel alone that batch norm follows: its size has no effect', () => {
    const graph = (next: Operation) =>
      graphOf([
        layer('input', operations.input),
        layer('conv', operations.conv, { inputs: ['input'] }),
        layer('next', next, { inputs: ['conv'] }),
      ]);
    const probe = probeOf(
      { conv: { weights: [weight({ updateRatio: 0.3 })] } },
      { optimizerOrigin: 'model' },
    );
    expect(findingsOf(graph(operations.batchNorm), probe)).toEqual([]);
    expect(codesOf(findingsOf(graph(operations.relu), probe))).toEqual(['update-ratio']);
  });

  it('leaves a kernel alone that starts at zero: any first step is large against nothing', () => {
    const from = (first: number | null) =>
      found({
        l1: {
          weights: [weight({ updateRatio: 0.5, history: { updateRatio: [[first, 0.9, 0.5]] } })],
        },
      });
    expect(from(null)).toEqual([]);
    expect(codesOf(from(0.99))).toEqual(['update-ratio']);
  });

  it('ignores a bias, whose first steps are large because it starts at zero', () => {
    const bias = weight({ name: 'bias', size: 8, updateRatio: 1 });
    expect(found({ l1: { weights: [bias, weight({ updateRatio: 1e-3 })] } })).toEqual([]);
  });
});

describe('lost-updates', () => {
  it('holds where float32 swallows more than half of the entries', () => {
    const lost = (lostUpdates: number) => found({ l1: { weights: [weight({ lostUpdates })] } });
    expect(lost(0.51)[0]).toMatchObject({ code: 'lost-updates', layer: 'l1' });
    expect(lost(0.5)).toEqual([]);
  });

  it('says nothing of a bias whose gradient is but rounding, as before a normalisation', () => {
    const bias = weight({ name: 'bias', size: 8, lostUpdates: 1 });
    expect(found({ l1: { weights: [weight({}), bias] } }, { optimizerOrigin: 'user' })).toEqual([]);
  });

  it('says it in place of the tiny update ratio that comes with it', () => {
    const swallowed = { weights: [weight({ lostUpdates: 0.9, updateRatio: 1e-9 })] };
    const findings = found({ l1: swallowed }, { optimizerOrigin: 'user' });
    expect(findings).toMatchObject([{ code: 'lost-updates', severity: 'error' }]);
  });
});

describe('redundant-bias', () => {
  const biased = (next: Operation, line: number, i = 1) => [
    layer(`conv${i}`, operations.linearConv, {
      inputs: [i === 1 ? 'input' : `next${i - 1}`],
      parameters: 64 + 8,
      line,
    }),
    layer(`norm${i}`, next, { inputs: [`conv${i}`] }),
    layer(`next${i}`, operations.relu, { inputs: [`norm${i}`] }),
  ];
  const network = (...layers: ReturnType<typeof biased>) =>
    findingsOf(graphOf([layer('input', operations.input), ...layers]));

  it('needs no probe, is information, and is one finding for each line of source', () => {
    const { batchNorm } = operations;
    const findings = network(
      ...biased(batchNorm, 7),
      ...biased(batchNorm, 7, 2),
      ...biased(batchNorm, 9, 3),
    );
    expect(
      findings.map(({ severity, source, evidence }) => [severity, source?.line, evidence]),
    ).toEqual([
      ['info', 7, { parameters: 16, layers: ['conv1', 'conv2'] }],
      ['info', 9, { parameters: 8, layers: ['conv3'] }],
    ]);
  });

  it('does not hold before layer norm, which keeps the differences of a bias', () => {
    expect(network(...biased(operations.layerNorm, 7))).toEqual([]);
  });

  it('does not hold where the output is also used elsewhere', () => {
    const elsewhere = layer('more', operations.dense, { inputs: ['conv1'] });
    expect(network(...biased(operations.batchNorm, 7), elsewhere)).toEqual([]);
  });

  it('a bias before batch norm is never called vanishing, however small its gradient', () => {
    const layers = [1, 2, 3].flatMap((i) => biased(operations.batchNorm, 7, i));
    const probe = probeOf(
      Object.fromEntries(
        [1, 2, 3].map((i) => [
          `conv${i}`,
          {
            weightGradient: 1e-2,
            weights: [
              weight(),
              weight({
                name: 'bias',
                size: 8,
                gradient: { rms: 1e-10, zeroShare: 0, nan: 0, inf: 0 },
              }),
            ],
          },
        ]),
      ),
    );
    const graph = graphOf([layer('input', operations.input), ...layers]);
    expect(codesOf(findingsOf(graph, probe))).toEqual(['redundant-bias']);
  });
});

describe('forks', () => {
  const block = graphOf([
    layer('input', operations.input),
    layer('body', operations.dense, { inputs: ['input'] }),
    layer('add', operations.add, { inputs: ['body', 'input'], line: 5 }),
  ]);
  const atShare = (shortcutShare: number, kind: 'identityAdd' | 'concat' = 'identityAdd') => {
    const fork: ForkProbe = { skip: 'input>add:1', shortcutL2: 1, bodyL2: 1, shortcutShare };
    return findingsOf(block, probeOf({}, { forks: [fork] }), skipsOf([skip('input>add:1', kind)]));
  };

  it('silent-body: less than a hundredth comes back through the body', () => {
    expect(atShare(0.992)).toMatchObject([{ code: 'silent-body', severity: 'info', layer: 'add' }]);
    expect(atShare(0.988)).toEqual([]);
  });

  it('idle-shortcut: less than a hundredth comes back through the shortcut', () => {
    expect(atShare(0.008)).toMatchObject([{ code: 'idle-shortcut', source: { line: 5 } }]);
    expect(atShare(0.012)).toEqual([]);
  });

  it('says nothing of concatenations, which carry features and no residual', () => {
    expect(atShare(0.999, 'concat')).toEqual([]);
  });
});
