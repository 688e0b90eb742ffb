import type { ExperimentOptions, Measured } from '../../../shared/experiment/experiment';
import type { Message } from '../../../shared/base/message';
import type { Conclusion, ExperimentKind, Findings } from './kind';
import { dataOf, measuredIn, tooFew } from './comparing';
import { WHOLE } from './skips';

/** Multiples of the suggested rate that are trained at beside it, each by the measure of its loss ÷ that of the rate. */
export const checkedMultiples = { third: 1 / 3, triple: 3 } as const;
type Multiple = keyof typeof checkedMultiples;

/** Fewer seeds tell no rate from another. */
const FEWEST_SEEDS = 5;
const SHARE_OF_STEPS = 0.6;

/** Steps of a training that checks a rate. */
export const checkSteps = ({ steps }: Pick<ExperimentOptions, 'steps'>): number =>
  Math.max(1, Math.round(SHARE_OF_STEPS * steps));

/** The end of a training at a multiple of the rate, by its loss ÷ that at the rate itself. */
type End = 'lower' | 'alike' | 'higher';

/** One that diverged for any seed ends higher. */
function endOf(ratio: Measured | undefined, seeds: number): End {
  if (!ratio || ratio.values.length < seeds || ratio.low > 1) return 'higher';
  return ratio.high < 1 ? 'lower' : 'alike';
}

/** The trainings at the rate, at a third of it and at three times it. */
function checked(findings: Findings, rate: Measured): Message[] {
  const { draft, cells } = findings;
  const seeds = cells.filter(({ numbers }) => numbers['trained'] !== undefined).length;
  if (seeds < FEWEST_SEEDS) return [];
  const steps = checkSteps(draft.options);
  const ratios = {
    third: measuredIn(findings, 'third')[0],
    triple: measuredIn(findings, 'triple')[0],
  };
  for (const multiple of ['triple', 'third'] as const) {
    const ratio = ratios[multiple];
    if (ratio && endOf(ratio, seeds) === 'lower') return [lower(multiple, { ratio, rate, steps })];
  }
  const holds = (multiple: Multiple): boolean => endOf(ratios[multiple], seeds) === 'alike';
  const from = rate.mean * (holds('third') ? checkedMultiples.third : 1);
  const to = rate.mean * (holds('triple') ? checkedMultiples.triple : 1);
  const values = { from, to, seeds, steps };
  return [
    from < to
      ? { code: 'experiments.rate-range', values }
      : { code: 'experiments.rate-alone', values },
  ];
}

interface Lower {
  readonly ratio: Measured;
  readonly rate: Measured;
  readonly steps: number;
}

const lower = (multiple: Multiple, { ratio, rate, steps }: Lower): Message => ({
  code: multiple === 'triple' ? 'experiments.rate-larger' : 'experiments.rate-smaller',
  values: {
    rate: rate.mean * checkedMultiples[multiple],
    value: ratio.mean,
    low: ratio.low,
    high: ratio.high,
    seeds: ratio.values.length,
    steps,
  },
});

function conclude(findings: Findings): Conclusion {
  const { draft } = findings;
  const rate = measuredIn(findings, 'rate')[0];
  if (!rate) return { sentences: [tooFew(findings)], tone: 'undecided' };
  const { values, mean, low, high } = rate;
  const sorted = [...values].sort((a, b) => a - b);
  const { optimizer, steps } = draft.options;
  return {
    sentences: [
      {
        code: 'experiments.learning-rate',
        values: {
          rate: mean,
          low,
          high,
          seeds: values.length,
          optimizer,
          steps,
          least: sorted[0] ?? mean,
          most: sorted.at(-1) ?? mean,
          data: dataOf(draft),
        },
      },
      ...checked(findings, rate),
    ],
    tone: 'picture',
  };
}

/** A learning rate to start with, by the valley of a range test over seeds (Smith 2017), and by training around it. */
export const learningRate: ExperimentKind = {
  work: 'range',
  trains: true,
  standard: { steps: 100, seeds: 5, samples: 64, batchSize: 64 },
  searchesRate: false,
  arms: () => [WHOLE],
  rules: ['rate', 'trained', 'third', 'triple'].map((measure) => ({
    measure,
    scale: 'log',
    method: 'welch',
    more: 'neutral',
  })),
  pairs: () => [],
  conclude,
  method: [{ code: 'experiments.method-range' }, { code: 'experiments.method-rate-check' }],
};
