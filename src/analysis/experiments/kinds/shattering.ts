import type { Message } from '../../../shared/base/message';
import type { Arm } from '../../../shared/experiment/experiment';
import type { Conclusion, ExperimentKind, ExperimentSubject, Findings } from './kind';
import { cuttableSkips } from './residuals';
import { dataOf, measuredIn, titleOf, tooFew, toneOf, valuesOf } from './comparing';
import { WHOLE, withoutAll } from './skips';

function arms({
  hasOneFloatInput,
  hasDropout,
  graph,
  skips,
}: ExperimentSubject): readonly Arm[] | Message {
  if (!hasOneFloatInput) return { code: 'experiments.no-float-input' };
  if (hasDropout) return { code: 'experiments.has-dropout' };
  const own = cuttableSkips(graph, skips);
  return own.length > 0 ? [WHOLE, withoutAll(own)] : [WHOLE];
}

const sentenceCodes = {
  higher: 'experiments.shattering-differs',
  lower: 'experiments.shattering-differs',
  worse: 'experiments.shattering-differs',
  better: 'experiments.shattering-differs',
  same: 'experiments.shattering-same',
  undecided: 'experiments.shattering-undecided',
  'too-few-seeds': 'experiments.too-few-seeds',
  diverged: 'experiments.too-few-seeds',
} as const;

function conclude(findings: Findings): Conclusion {
  const { draft, comparisons } = findings;
  const correlations = measuredIn(findings, 'correlation');
  const of = (arm: string) => correlations.find((each) => each.arm === arm);
  const whole = of(WHOLE.id);
  if (!whole) return { sentences: [tooFew(findings)], tone: 'undecided' };
  const points = draft.options.samples;
  const own: Message = {
    code: 'experiments.shattering',
    values: {
      arm: titleOf(draft, WHOLE.id),
      points,
      data: dataOf(draft),
      value: whole.mean,
      low: whole.low,
      high: whole.high,
      seeds: whole.values.length,
    },
  };
  const compared = comparisons.filter(({ measure }) => measure === 'correlation');
  const sentences = compared.map((each): Message => {
    const [with_, without] = [of(each.against)?.mean ?? NaN, of(each.arm)?.mean ?? NaN];
    return {
      code: sentenceCodes[each.verdict],
      values: { ...valuesOf(draft, each), whole: with_, without, points },
    };
  });
  // Too few seeds for a verdict are enough for an interval, which is said first then.
  const isEarly = compared.some(({ verdict }) => verdict === 'too-few-seeds');
  return {
    sentences: isEarly ? [own, ...sentences] : [...sentences, own],
    tone: sentences.length > 0 ? toneOf(compared) : 'picture',
  };
}

/** The correlation of the gradients of neighbouring inputs (Balduzzi et al. 2017), with and without the skips. */
export const shattering: ExperimentKind = {
  work: 'correlation',
  trains: false,
  standard: { steps: 0, seeds: 5, samples: 64, batchSize: 64 },
  searchesRate: false,
  arms,
  rules: [
    { measure: 'correlation', scale: 'linear', method: 'paired', more: 'neutral', least: 0.05 },
    { measure: 'spread', scale: 'log', method: 'paired', more: 'neutral' },
  ],
  pairs: (all) =>
    all.filter(({ id }) => id !== WHOLE.id).map(({ id }) => ({ arm: id, against: WHOLE.id })),
  conclude,
  method: [{ code: 'experiments.method-shattering' }, { code: 'experiments.method-collapse' }],
};
