import type { Message } from '../../../shared/base/message';
import type {
  Comparison,
  ExperimentDraft,
  Measured,
  Tone,
} from '../../../shared/experiment/experiment';
import type { Conclusion, Findings } from './kind';
import type { MeasureRule } from '../statistics/compare';

/** The results of a training, and the gradient before it. */
export const trainingRules: readonly MeasureRule[] = [
  { measure: 'loss', scale: 'log', method: 'welch', more: 'worse' },
  { measure: 'firstGradient', scale: 'log', method: 'paired', more: 'neutral' },
];

/** `on made data`, as a part of a sentence. */
export const dataOf = ({ data }: ExperimentDraft): Message =>
  data.kind === 'synthetic'
    ? { code: 'experiments.on-made-data' }
    : { code: 'experiments.on-file', values: { name: data.name } };

export const titleOf = ({ arms }: ExperimentDraft, id: string): Message =>
  arms.find((arm) => arm.id === id)?.title ?? { code: 'experiments.arm-whole' };

/** The values that a sentence about a comparison may name. */
export function valuesOf(draft: ExperimentDraft, comparison: Comparison) {
  const { value, low, high, seeds, detectable, arm, against } = comparison;
  return {
    arm: titleOf(draft, arm),
    against: titleOf(draft, against),
    value,
    low,
    high,
    seeds,
    detectable,
    steps: draft.options.steps,
    data: dataOf(draft),
  };
}

const sentenceCodes = {
  worse: 'experiments.loss-differs',
  better: 'experiments.loss-differs',
  higher: 'experiments.loss-differs',
  lower: 'experiments.loss-differs',
  same: 'experiments.loss-same',
  undecided: 'experiments.loss-undecided',
  'too-few-seeds': 'experiments.too-few-seeds',
  diverged: 'experiments.diverged',
} as const satisfies Readonly<Record<Comparison['verdict'], string>>;

/** Seeds of an arm that diverged. */
const divergedOf = ({ cells }: Findings, arm: string): number =>
  cells.filter((cell) => cell.arm === arm && cell.outcome === 'diverged').length;

/** The sentence about a training loss. */
function lossSentence(findings: Findings, comparison: Comparison): Message {
  const { draft } = findings;
  const { arm, against, verdict } = comparison;
  const diverged = divergedOf(findings, arm) + divergedOf(findings, against);
  return {
    code: sentenceCodes[verdict],
    values: { ...valuesOf(draft, comparison), diverged, all: 2 * draft.options.seeds },
  };
}

/** The sentence about a gradient before training; none if it is not told apart. */
function gradientSentence({ draft }: Findings, comparison: Comparison): Message[] {
  const isClear = comparison.verdict === 'higher' || comparison.verdict === 'lower';
  return isClear
    ? [{ code: 'experiments.first-gradient', values: valuesOf(draft, comparison) }]
    : [];
}

export const toneOf = (comparisons: readonly Comparison[]): Tone => {
  const verdicts = comparisons.map(({ verdict }) => verdict);
  if (verdicts.some((verdict) => !['same', 'undecided', 'too-few-seeds'].includes(verdict)))
    return 'difference';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'same')
    ? 'none'
    : 'undecided';
};

/** Sentences about the losses of some arms, then about their gradients at the start. */
export function concludeTraining(findings: Findings, arms: readonly string[]): Conclusion {
  const of = (measure: string): Comparison[] =>
    findings.comparisons.filter((each) => each.measure === measure && arms.includes(each.arm));
  const losses = of('loss');
  const sentences = [
    ...losses.map((each) => lossSentence(findings, each)),
    ...of('firstGradient').flatMap((each) => gradientSentence(findings, each)),
  ];
  return { sentences: sentences.length > 0 ? sentences : [tooFew(findings)], tone: toneOf(losses) };
}

/** Nothing can be compared yet, or said with an interval. */
export function tooFew({ cells, draft }: Findings): Message {
  const seeds = Math.min(...draft.arms.map(({ id }) => seedsOf(cells, id)));
  return seeds === 1
    ? { code: 'experiments.one-seed' }
    : { code: 'experiments.too-few-seeds', values: { seeds } };
}

const seedsOf = (cells: Findings['cells'], id: string): number =>
  cells.filter(({ arm }) => arm === id).length;

/** A single value has no interval, and no sentence is without one. */
const hasInterval = ({ values }: Measured): boolean => values.length > 1;

/** A measure in every arm that has an interval of it, in the order of the arms. */
export const measuredIn = ({ measured }: Findings, name: string): readonly Measured[] =>
  measured.filter((each) => each.measure === name && hasInterval(each));
