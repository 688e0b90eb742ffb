import { describe, expect, it } from 'vitest';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import { layerId } from '../../../../src/shared/network/network';
import type { EvaluationProbe, OneBatchProbe, Probe } from '../../../../src/shared/report/probe';
import { thresholdsWith, type OwnThresholds } from '../../../../src/shared/report/thresholds';
import {
  chain,
  codesOf,
  findingsOf,
  graphOf,
  layer,
  noSkips,
  operations,
  probeOf,
} from './builders';

const { input, dense, dropout, batchNorm } = operations;

/** Findings on a network with one loss, of somebody's own data and optimizer unless told otherwise. */
function findingsWith(more: Partial<Probe>, own: OwnThresholds = {}) {
  const graph = chain(2);
  return findFindings(
    {
      graph,
      network: { layers: [], groups: [], totals: { layers: 0, parameters: 0 } },
      skips: noSkips,
      probe: { ...probeOf({}, { optimizerOrigin: 'model' }), data: 'file', ...more },
      losses: [{ layer: layerId('l2'), name: 'meanSquaredError', origin: 'model' }],
    },
    thresholdsWith(own),
  );
}

const stuck = {
  ...{ steps: 2000, milliseconds: 9000, start: 1.2, lowest: 0.9, constant: 1 },
  ...{ hasSettled: true, cannotFit: false },
};

/** The same without a number that was not measured. */
function without(name: 'constant' | 'lowest'): OneBatchProbe {
  const { constant, lowest, ...rest } = stuck;
  return name === 'constant' ? { ...rest, lowest } : { ...rest, constant };
}

describe('does-not-fit-one-batch', () => {
  const judged = (oneBatch: OneBatchProbe, more: Partial<Probe> = {}, own?: OwnThresholds) =>
    findingsWith({ oneBatch, ...more }, own).map(({ code, severity }) => `${severity} ${code}`);

  it('holds where the loss has stopped near that of one answer for every sample', () => {
    expect(judged(stuck)).toEqual(['error does-not-fit-one-batch']);
    expect(judged({ ...stuck, lowest: 0.4 })).toEqual([]);
    expect(judged({ ...stuck, lowest: 0.4 }, {}, { oneBatchShare: 0.3 })).toHaveLength(1);
  });

  it('is quiet while the loss still falls, and where no network could fit the batch', () => {
    expect(judged({ ...stuck, hasSettled: false })).toEqual([]);
    expect(judged({ ...stuck, cannotFit: true })).toEqual([]);
    expect(judged(without('constant'))).toEqual([]);
  });

  it('is information on made data, or with an optimizer that nobody chose', () => {
    const told = ['info does-not-fit-one-batch'];
    expect(judged(stuck, { data: 'synthetic' })).toEqual(told);
    expect(judged(stuck, { optimizerOrigin: 'default' })).toEqual(told);
  });

  it('is an effect where a cause is found', () => {
    const data = {
      min: 0,
      max: 255,
      whole: true,
      nonFinite: 0,
      unitVariance: 1,
      mean: 99,
      std: 70,
    };
    const inputs = [{ layer: layerId('input'), ...data }];
    expect(judged(stuck, { inputs })).toEqual(['warning input-scale']);
  });

  it('holds where the loss ends in NaN', () => {
    expect(judged({ ...without('lowest'), hasSettled: false })).toEqual([
      'error does-not-fit-one-batch',
    ]);
  });
});

describe('train-eval-gap', () => {
  const graph = graphOf([
    layer('input', input),
    layer('drop', dropout, { inputs: ['input'] }),
    layer('first', batchNorm, { inputs: ['drop'] }),
    layer('second', batchNorm, { inputs: ['first'] }),
    layer('out', dense, { inputs: ['second'] }),
  ]);
  const unit = { mean: 0, std: 1 };
  const at = (name: string, more: Partial<EvaluationProbe> = {}): EvaluationProbe => ({
    ...{ layer: layerId(name), training: unit, settled: unit },
    ...more,
  });
  const judged = (...evaluation: EvaluationProbe[]) =>
    findingsOf(graph, { ...probeOf({}), evaluation });

  it('names the dropout where statistics that follow the data leave a gap, at the first layer', () => {
    const settled = { mean: 0, std: 0.7 };
    const findings = judged(at('first', { settled }), at('second', { settled }));
    expect(findings).toMatchObject([
      {
        ...{ code: 'train-eval-gap', variant: 'dropout', severity: 'info', layer: 'first' },
        evidence: { layers: ['first', 'second'], std: 1, evaluationStd: 0.7 },
      },
    ]);
  });

  it('names kept statistics that are of other data', () => {
    const kept = { mean: -4, std: 1 };
    expect(judged(at('first', { kept }))).toMatchObject([
      { code: 'train-eval-gap', variant: 'kept', evidence: { evaluationMean: -4 } },
    ]);
  });

  it('is quiet at a small gap', () => {
    const near = { mean: 0.1, std: 0.9 };
    expect(judged(at('first', { settled: near, kept: near }))).toEqual([]);
  });
});

describe('recurrent-growth within a recurrent layer', () => {
  const recurrent = { ...dense, family: 'recurrent', appliedPer: 'timeStep' } as const;
  const graph = graphOf([
    layer('input', input, { shape: [null, 21, 3] }),
    layer('rnn', recurrent, { inputs: ['input'] }),
  ]);
  const growing = (steps: readonly number[], timeSteps = 21) => {
    const probe = probeOf({ rnn: {} });
    const [rnn] = probe.layers;
    const throughTime = Array.from({ length: 3 }, () => steps);
    return { ...probe, layers: [{ ...rnn!, timeSteps, history: { throughTime } }] };
  };

  it('tells the factor per step', () => {
    const [finding] = findingsOf(graph, growing([4, 4, 4]));
    expect(finding).toMatchObject({
      ...{ code: 'recurrent-growth', variant: 'within', severity: 'warning', layer: 'rnn' },
      evidence: { calls: 21 },
    });
    expect((finding?.evidence as { factor?: number }).factor).toBeCloseTo(10 ** 0.2, 6);
  });

  it('is quiet below the limit, where only the updates made it grow, and over few steps', () => {
    expect(codesOf(findingsOf(graph, growing([2, 2, 2])))).toEqual([]);
    expect(codesOf(findingsOf(graph, growing([1, 4, 4])))).toEqual([]);
    expect(codesOf(findingsOf(graph, growing([4, 4, 4], 3)))).toEqual([]);
  });
});
