import { describe, expect, it } from 'vitest';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import type { OutputLoss } from '../../../../src/analysis/findings/facts/outputs';
import { curved, linear } from '../../../../src/engine/opGraph/operations/activations';
import { layerId, type NetworkGraph } from '../../../../src/shared/network/network';
import type { Curve, Operation } from '../../../../src/shared/network/operation';
import type { Finding } from '../../../../src/shared/report/report';
import { findingMessage } from '../../../../src/shared/words/findingMessages';
import { graphOf, layer, noSkips, operations, probeOf } from './builders';

const ending = (curve: Curve | 'linear'): Operation => ({
  ...operations.dense,
  activation: curve === 'linear' ? linear : curved(curve),
});

function findingsFor(
  graph: NetworkGraph,
  loss: Partial<OutputLoss> = {},
  probe?: Parameters<typeof findFindings>[0]['probe'],
): Finding[] {
  const layerOfOutput = graph.outputs[0]?.layer ?? layerId('');
  const losses = [{ layer: layerOfOutput, name: 'custom', origin: 'model' as const, ...loss }];
  const network = { layers: [], groups: [], totals: { layers: 0, parameters: 0 } };
  return findFindings({ graph, network, skips: noSkips, losses, ...(probe && { probe }) });
}

const network = (curve: Curve | 'linear', units: number | null, last: Operation[] = []) =>
  graphOf([
    layer('input', operations.input),
    layer(
      'hidden',
      { ...operations.dense, activation: curved('rectifier') },
      { inputs: ['input'] },
    ),
    layer('out', ending(curve), { inputs: ['hidden'], shape: [null, units], line: 7 }),
    ...last.map((operation, i) =>
      layer(`after${i}`, operation, {
        inputs: [i === 0 ? 'out' : `after${i - 1}`],
        shape: [null, units],
        line: 8 + i,
      }),
    ),
  ]);

const variantsFor = (...args: Parameters<typeof findingsFor>) =>
  findingsFor(...args).map((finding) => ('variant' in finding ? finding.variant : finding.code));

const within = { columns: { count: 1, constant: 0 }, whole: false, nonFinite: 0 };

describe('targets that the last activation never gives', () => {
  const targeted = (
    curve: Curve | 'linear',
    min: number,
    max: number,
    name = 'meanSquaredError',
  ) => {
    const data = { ...within, layer: layerId('out'), min, max, mean: 0.5, std: 1, unitVariance: 1 };
    return variantsFor(network(curve, 1), { name }, { ...probeOf({}), targets: [data] });
  };

  it.each<[Curve, number, number]>([
    ['rectifier', -1.05, 2.7],
    ['sigmoid', 3, 103],
    ['sigmoid', -1, 1],
    ['tanh', 0, 4],
  ])('are named behind %s from %f to %f', (curve, min, max) => {
    expect(targeted(curve, min, max)).toEqual(['unreachable']);
  });

  it.each<[Curve | 'linear', number, number, string?]>([
    ['rectifier', -0.05, 2.7],
    ['rectifier', 0, 1000],
    ['sigmoid', 0, 1],
    ['sigmoid', -0.01, 1.02],
    ['tanh', -1, 1],
    ['linear', -5, 5],
    ['sigmoid', 3, 103, 'lossOfMyOwn'],
  ])('are not told of %s from %f to %f', (curve, min, max, name) => {
    expect(targeted(curve, min, max, name)).toEqual([]);
  });
});

describe('targets that name several classes', () => {
  const labelled = (
    curve: Curve | 'linear',
    largestSum: number,
    { name = 'meanSquaredError', whole = true } = {},
  ) => {
    const columns = { count: 3, constant: 0, largestSum };
    const range = { min: 0, max: 1, mean: 0.5, std: 0.5, unitVariance: 1, nonFinite: 0 };
    const data = { ...range, columns, whole, layer: layerId('out') };
    return variantsFor(network(curve, 3), { name }, { ...probeOf({}), targets: [data] });
  };

  it('are named before a softmax, whose shares sum to 1', () => {
    expect(labelled('softmax', 3)).toEqual(['several-classes']);
  });

  it('are not told of one class, of shares, of sigmoids, nor of a loss of classes', () => {
    expect(labelled('softmax', 1)).toEqual([]);
    expect(labelled('softmax', 1.5, { whole: false })).toEqual([]);
    expect(labelled('sigmoid', 3)).toEqual([]);
    expect(labelled('softmax', 3, { name: 'categoricalCrossentropy' })).toEqual([]);
  });
});

describe('output-loss-mismatch', () => {
  it.each<[Curve | 'linear', number, string, string]>([
    ['softmax', 1, 'binaryCrossentropy', 'one-unit'],
    ['softmax', 1, 'meanSquaredError', 'one-unit'],
    ['sigmoid', 1, 'categoricalCrossentropy', 'one-unit'],
    ['softmax', 10, 'cross_entropy', 'softmax-twice'],
    ['softmax', 10, 'softmaxCrossEntropy', 'softmax-twice'],
    ['sigmoid', 1, 'sigmoidCrossEntropy', 'sigmoid-twice'],
    ['sigmoid', 1, 'binary_cross_entropy_with_logits', 'sigmoid-twice'],
    ['rectifier', 10, 'cross_entropy', 'squashed-scores'],
    ['tanh', 10, 'cross_entropy', 'squashed-scores'],
    ['rectifier', 10, 'categoricalCrossentropy', 'no-class-probabilities'],
    ['linear', 10, 'sparse_categorical_crossentropy', 'no-class-probabilities'],
    ['linear', 1, 'binaryCrossentropy', 'no-unit-probabilities'],
    ['tanh', 1, 'binary_cross_entropy', 'no-unit-probabilities'],
    ['sigmoid', 3, 'categoricalCrossentropy', 'independent-units'],
    ['softmax', 10, 'nll_loss', 'no-logarithms'],
    ['linear', 10, 'nll_loss', 'no-logarithms'],
  ])('%s over %i units before %s is %s, at the activation', (curve, units, name, variant) => {
    const findings = findingsFor(network(curve, units), { name });
    expect(findings).toMatchObject([
      { code: 'output-loss-mismatch', variant, layer: 'out', source: { line: 7 } },
    ]);
  });

  it.each<[Curve | 'linear', number | null, string]>([
    ['softmax', 10, 'categoricalCrossentropy'],
    ['softmax', 10, 'sparse_categorical_crossentropy'],
    ['softmax', 2, 'binaryCrossentropy'],
    ['softmax', null, 'categoricalCrossentropy'],
    ['softmax', 10, 'meanSquaredError'],
    ['sigmoid', 1, 'binaryCrossentropy'],
    ['sigmoid', 12, 'binary_cross_entropy'],
    ['sigmoid', 784, 'meanSquaredError'],
    ['linear', 10, 'cross_entropy'],
    ['linear', 10, 'SparseCategoricalCrossentropy(from_logits)'],
    ['linear', 1, 'BinaryCrossentropy(from_logits)'],
    ['linear', 1, 'sigmoidCrossEntropy'],
    ['linear', 1, 'meanSquaredError'],
    ['linear', 1, 'wasserstein'],
    ['tanh', 3, 'mse_loss'],
    ['logSoftmax', 10, 'nll_loss'],
    // Taking it twice changes nothing: log-probabilities have a log-sum-exp of 0.
    ['logSoftmax', 10, 'cross_entropy'],
    ['softmax', 10, 'lossOfMyOwn'],
  ])('%s over %s units before %s is quiet', (curve, units, name) => {
    expect(findingsFor(network(curve, units), { name })).toEqual([]);
  });

  it('says nothing of a loss that nobody chose, but of one unit', () => {
    const chosen = { name: 'categoricalCrossentropy', origin: 'probe' } as const;
    expect(findingsFor(network('rectifier', 10), chosen)).toEqual([]);
    expect(variantsFor(network('softmax', 1), chosen)).toEqual(['one-unit']);
  });

  it('sees a softmax of bent values in the layers alone, over reshapes', () => {
    const reshape: Operation = { type: 'passive', effect: 'reshape' };
    const softmax: Operation = { type: 'activation', activation: curved('softmax') };
    const through = (curve: Curve | 'linear') =>
      findingsFor(network(curve, 10, [reshape, softmax, reshape]), { origin: 'probe' });
    expect(through('softmax')).toMatchObject([
      { variant: 'softmax-twice', layer: 'after1', source: { line: 9 } },
    ]);
    expect(through('sigmoid')).toMatchObject([{ variant: 'squashed-scores', layer: 'after1' }]);
    expect(through('linear')).toEqual([]);
  });

  it('tells the lowest loss: 1.461 for a softmax twice over 10 classes', () => {
    const [finding] = findingsFor(network('softmax', 10), { name: 'cross_entropy' });
    expect(finding?.evidence).toMatchObject({ units: 10, loss: 'cross_entropy' });
    expect((finding?.evidence as { floor?: number }).floor).toBeCloseTo(1.461, 3);
    expect(findingMessage(finding!, { layers: [] })).toBe(
      'The softmax is taken twice: out ends with one, and cross_entropy takes another. The loss of a sample cannot fall below 1.461.',
    );
  });

  it('is the cause of saturated units and of weights without gradient, which are not named again', () => {
    const graph = network('softmax', 1);
    const probe = probeOf({
      hidden: { weightGradient: 0, activation: { saturatedShare: 1 } },
      out: { weightGradient: 0, activation: { saturatedShare: 1 } },
    });
    expect(findingsFor(graph, {}, probe).map(({ code }) => code)).toEqual(['output-loss-mismatch']);
  });

  it('counts classes where they lie: maps of one column are no single class', () => {
    const { layers } = network('softmax', 1);
    const column = { outputShape: [[null, 5, 1]], channelAxis: 1 };
    const graph = graphOf(
      layers.map((each) => (each.name === 'out' ? { ...each, ...column } : each)),
    );
    expect(variantsFor(graph, { name: 'mse_loss' })).toEqual([]);
  });
});
