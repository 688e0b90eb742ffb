import { describe, expect, it } from 'vitest';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import { layerId } from '../../../../src/shared/network/network';
import {
  thresholdNames,
  thresholds,
  thresholdsWith,
  type OwnThresholds,
  type ThresholdName,
} from '../../../../src/shared/report/thresholds';
import type { Probe, WeightProbe } from '../../../../src/shared/report/probe';
import type { Finding } from '../../../../src/shared/report/report';
import { originText, thresholdComplaint } from '../../../../src/shared/words/thresholdWords';
import {
  alongChain,
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
} from './builders';

describe('a limit that the user sets', () => {
  const fading = probeOf(alongChain([1e-5, 1e-4, 1e-3, 1e-2]));
  const dead = probeOf({ l1: { activation: { deadShare: 0.6 } } });
  const small = probeOf(
    { l1: { weights: [weight({ updateRatio: 2e-6 })] } },
    { optimizerOrigin: 'user' },
  );

  it('decides in place of the default, both ways', () => {
    expect(codesOf(findingsOf(chain(4), fading))).toEqual([]);
    const strict = { vanishingRatio: 0.1 };
    expect(codesOf(findingsOf(chain(4), fading, undefined, strict))).toEqual([
      'vanishing-gradient',
    ]);
    expect(codesOf(findingsOf(chain(2), dead))).toEqual(['dead-relu']);
    expect(codesOf(findingsOf(chain(2), dead, undefined, { deadShare: 0.7 }))).toEqual([]);
    expect(codesOf(findingsOf(chain(2), small))).toEqual(['update-ratio']);
    expect(codesOf(findingsOf(chain(2), small, undefined, { updateRatioLow: 1e-6 }))).toEqual([]);
    expect(codesOf(findingsOf(chain(18)))).toEqual([]);
    expect(codesOf(findingsOf(chain(18), undefined, undefined, { plainStack: 10 }))).toEqual([
      'deep-plain-stack',
    ]);
  });

  it('is shown as the user’s own, with the default that it stands in for', () => {
    const [finding] = findingsOf(chain(2), dead, undefined, { deadShare: 0.55 });
    const [limit] = finding!.limits;
    expect(limit).toEqual({
      name: 'deadShare',
      value: 0.55,
      default: 0.5,
      origin: 'sagemaker-debugger',
    });
    expect(originText(limit!)).toBe('set by you; 0.5 by default, Amazon SageMaker Debugger');
  });
});

/** Findings that a limit decides on, as a function of that limit. */
type Ruling = (own: OwnThresholds) => readonly Finding[];

const of =
  (layers: Record<string, Measured>, length = 10): Ruling =>
  (own) =>
    findingsOf(chain(length), probeOf(layers, { optimizerOrigin: 'user' }), undefined, own);
const ofKernel = (fields: Partial<WeightProbe>): Ruling =>
  of({ l1: { weights: [weight(fields)] } }, 2);
const gradients = (values: readonly number[], weightGradient?: number): Ruling =>
  of(
    Object.fromEntries(
      values.map((value, i) => [
        `l${i + 1}`,
        { activationGradient: value, ...(weightGradient && { weightGradient }) },
      ]),
    ),
  );
const ofFork =
  (shortcutShare: number): Ruling =>
  (own) => {
    const block = graphOf([
      layer('input', operations.input),
      layer('body', operations.dense, { inputs: ['input'] }),
      layer('add', operations.add, { inputs: ['body', 'input'] }),
    ]);
    const fork = { skip: 'input>add:1', shortcutL2: 1, bodyL2: 1, shortcutShare };
    return findingsOf(block, probeOf({}, { forks: [fork] }), skipsOf([skip('input>add:1')]), own);
  };
/** Data of the user's with this mean and spread. */
const ofData =
  (mean: number, std: number): Ruling =>
  (own) => {
    const data = { min: -1e4, max: 1e4, whole: false, nonFinite: 0, unitVariance: 1, mean, std };
    const probe = { ...probeOf({}), inputs: [{ layer: layerId('input'), ...data }] };
    return findingsOf(chain(1), probe, undefined, own);
  };
/** A softmax over 10 classes whose loss starts four times as high as chance. */
const sure: Ruling = (own) => {
  const activation = { linear: false, range: 'bounded', curve: 'softmax' } as const;
  const last = layer(
    'out',
    { ...operations.dense, activation },
    { inputs: ['input'], shape: [null, 10] },
  );
  const start = 4 * Math.log(10);
  return findFindings(
    {
      graph: graphOf([layer('input', operations.input), last]),
      network: { layers: [], groups: [], totals: { layers: 0, parameters: 0 } },
      skips: skipsOf([]),
      probe: probeOf({}, { loss: [[start], [start], [start]] }),
      losses: [{ layer: last.id, name: 'categoricalCrossentropy', origin: 'model' }],
    },
    thresholdsWith(own),
  );
};
const gated: Ruling = (own) => {
  const activation = { linear: false, range: 'bounded', curve: 'sigmoid' } as const;
  const graph = graphOf([
    layer('input', operations.input),
    layer('gate', { ...operations.dense, activation }, { inputs: ['input'] }),
    layer('out', { type: 'merge', how: 'multiply' }, { inputs: ['input', 'gate'] }),
  ]);
  return findingsOf(graph, probeOf({ gate: { mean: 0.005 } }), undefined, own);
};
/** A probe with more measured than its layers. */
const probedWith =
  (more: Partial<Probe>): Ruling =>
  (own) =>
    findFindings(
      {
        graph: chain(2),
        network: { layers: [], groups: [], totals: { layers: 0, parameters: 0 } },
        skips: skipsOf([]),
        probe: { ...probeOf({}), ...more },
        losses: [{ layer: layerId('l2'), name: 'meanSquaredError', origin: 'model' }],
      },
      thresholdsWith(own),
    );
const oneBatch = {
  ...{ steps: 9, milliseconds: 1, start: 1, lowest: 0.6, constant: 1 },
  ...{ hasSettled: true, cannotFit: false },
};
const evaluation = [
  { layer: layerId('l1'), training: { mean: 0, std: 1 }, settled: { mean: 0, std: 0.7 } },
];
const weightsOnly = of({
  l1: { weightGradient: 1e-6 },
  l2: { weightGradient: 1e-4 },
  l3: { weightGradient: 1e-2 },
});
const falling = [1, 2, 3, 4].map((i) => 10 ** -i).reverse();

/** Limits of profiles, which `costs.test.ts` holds. */
type CostLimit =
  | 'slowShare'
  | 'slowMacsShare'
  | 'memoryBoundShare'
  | 'memoryBoundRidge'
  | 'recomputeBytes'
  | 'recomputeMacs'
  | 'concatFactor'
  | 'concatShare'
  | 'flatShare';

/** For each limit something that it decides on, and a value of the user's that turns the decision. */
const decided: Record<
  Exclude<ThresholdName, 'deadInputs' | 'flatSlope' | CostLimit>,
  readonly [Finding['code'], Ruling, number]
> = {
  vanishingRatio: ['vanishing-gradient', weightsOnly, 1e-5],
  vanishingRms: ['vanishing-gradient', weightsOnly, 1e-7],
  vanishingDecades: ['vanishing-gradient', gradients([...falling.map((x) => x / 10), 1], 1e-3), 9],
  hopelessRms: ['vanishing-gradient', of(alongChain([1e-8, 1e-6, 1e-4])), 1e-9],
  explodingNeighbours: ['exploding-gradient', gradients([1, 1, 1, 1e-2, 1e-2, 1e-2]), 200],
  explodingNorm: ['exploding-gradient', of({ l1: { weightGradient: 2e3 } }), 1e5],
  explodingDecades: ['exploding-gradient', gradients([...falling].reverse().concat(1e-5)), 9],
  deadShare: ['dead-relu', of({ l1: { activation: { deadShare: 0.6 } } }), 0.7],
  saturatedShare: ['saturated', of({ l1: { activation: { saturatedShare: 0.6 } } }), 0.7],
  updateRatioLow: ['update-ratio', ofKernel({ updateRatio: 2e-6 }), 1e-6],
  updateRatioHigh: ['update-ratio', ofKernel({ updateRatio: 0.2 }), 0.3],
  updateRatioTooLow: ['update-ratio', ofKernel({ updateRatio: 2e-9 }), 1e-9],
  updateRatioTooHigh: ['update-ratio', ofKernel({ updateRatio: 20 }), 30],
  lostUpdates: ['lost-updates', ofKernel({ lostUpdates: 0.6 }), 0.7],
  forkShare: ['idle-shortcut', ofFork(0.008), 0.005],
  inputStdLow: ['input-scale', ofData(0, 5e-3), 1e-3],
  inputStdHigh: ['input-scale', ofData(0, 200), 300],
  inputOffset: ['input-scale', ofData(20, 1), 30],
  initialLossFactor: ['initial-loss', sure, 5],
  gateShare: ['saturated-gate', gated, 0.001],
  oneBatchShare: ['does-not-fit-one-batch', probedWith({ oneBatch }), 0.7],
  evaluationGap: ['train-eval-gap', probedWith({ evaluation }), 0.5],
  plainStack: ['deep-plain-stack', (own) => findingsOf(chain(21), undefined, undefined, own), 30],
};

describe.each(Object.entries(decided))('%s', (key, [code, ruling, own]) => {
  const name = key as ThresholdName;

  it('is named by the finding that it decides on, with its default and its source', () => {
    const [finding] = ruling({});
    expect(finding?.code).toBe(code);
    const { value, origin } = thresholds[name];
    expect(finding?.limits).toContainEqual({ name, value, origin });
  });

  it('decides otherwise where the user set it', () => {
    const judged = (limits: OwnThresholds) =>
      ruling(limits).map(({ severity, ...finding }) => `${severity} ${finding.code}`);
    expect(judged({ [name]: own })).not.toEqual(judged({}));
  });
});

describe('the limits that a probe measures by', () => {
  const cases = [
    {
      ...{ code: 'dead-relu', name: 'deadInputs' as const, own: 0.8 },
      ...{ activation: { deadShare: 0.6 }, words: 'at least 99 % of the inputs' },
    },
    {
      ...{ code: 'saturated', name: 'flatSlope' as const, own: 0.01 },
      ...{ activation: { saturatedShare: 0.6 }, words: 'their derivative is below 1.0e-4' },
    },
  ];

  it.each(cases)('$code names $name beside the share of units', (each) => {
    const { code, name, own, activation, words } = each;
    const finding = (limits: OwnThresholds) => of({ l1: { activation } })(limits)[0]!;
    expect(finding({}).code).toBe(code);
    expect(messageOf(finding({}))).toContain(words);
    const { value, origin } = thresholds[name];
    expect(finding({}).limits[1]).toEqual({ name, value, origin });
    expect(finding({ [name]: own }).limits[1]).toEqual({
      name,
      value: own,
      default: value,
      origin,
    });
    expect(messageOf(finding({ [name]: own }))).not.toContain(words);
  });
});

describe('the table of limits', () => {
  it('says for each where its default comes from', () => {
    expect(Object.keys(thresholds)).toEqual(thresholdNames);
    for (const name of thresholdNames) {
      const { value, origin } = thresholds[name];
      expect(originText({ origin })).toMatch(/\w{4}/);
      expect(thresholdsWith({})[name]).toEqual({ name, value, origin });
    }
  });

  it('refuses what is no limit, in a sentence that begins with its name', () => {
    for (const name of thresholdNames) {
      expect(thresholdComplaint(name, thresholds[name].value)).toBeUndefined();
      for (const value of [0, '1', NaN])
        expect(thresholdComplaint(name, value)).toMatch(/^\w+ must be a number above 0/);
    }
    expect(thresholdComplaint('forkShare', 1.01)).toBe(
      'forkShare must be a number above 0 and at most 1.',
    );
    expect(thresholdComplaint('toString', 1)).toMatch(
      /^There is no threshold toString; choose one of vanishingRatio/,
    );
  });
});
