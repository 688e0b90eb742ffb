import type { Message } from '../../../shared/base/message';
import type { Arm, Comparison, Measured } from '../../../shared/experiment/experiment';
import { cuttableSkips } from './residuals';
import { dataOf, measuredIn, titleOf, tooFew, toneOf, valuesOf } from './comparing';
import { deletableBlocks, rigidMerges } from './deletable';
import type { Conclusion, ExperimentKind, ExperimentSubject, Findings } from './kind';
import { WHOLE, withoutAll } from './skips';
import type { MeasureRule } from '../statistics/compare';

const LEAST_BLOCKS = 2;

function arms(subject: ExperimentSubject): readonly Arm[] | Message {
  const deletes = deletableBlocks(subject);
  const { length: blocks } = deletes;
  if (blocks < LEAST_BLOCKS) {
    const merges = rigidMerges(subject);
    return merges > 0
      ? { code: 'experiments.rigid-blocks', values: { merges } }
      : { code: 'experiments.no-block-to-delete', values: { blocks, least: LEAST_BLOCKS } };
  }
  const whole: Arm = { ...WHOLE, deletes };
  const own = cuttableSkips(subject.graph, subject.skips);
  // A plain network whose shortcuts are all projections has none to put back.
  const isComparable = deletes.some(({ isProjected }) => !isProjected);
  return isComparable ? [whole, { ...withoutAll(own), deletes }] : [whole];
}

/** The share of wrong classes where there are some, else the loss. */
const kinds = ['error', 'loss'] as const;
type Kind = (typeof kinds)[number];

/** The least difference of errors that is worth a word. */
const LEAST_ERROR = 0.05;

/** The two networks are trained apart, so they are no pairs. */
const ruleOf = (kind: Kind, state: string): MeasureRule => ({
  measure: `${kind}${state}`,
  method: 'welch',
  more: 'worse',
  ...(kind === 'error' ? { scale: 'linear', least: LEAST_ERROR } : { scale: 'log' }),
});

interface Told {
  readonly kind: Kind;
  readonly state: 'Deleted' | 'Bypassed' | 'Cut';
}

const measuredOf = (findings: Findings, arm: string, { kind, state }: Told): Measured | undefined =>
  measuredIn(findings, `${kind}${state}`).find((each) => each.arm === arm);

const intactOf = (findings: Findings, arm: string, kind: Kind): number =>
  measuredIn(findings, `${kind}Intact`).find((each) => each.arm === arm)?.mean ?? NaN;

const deletesOf = ({ draft }: Findings, arm: string) =>
  draft.arms.find(({ id }) => id === arm)?.deletes ?? [];

const bypassable = (findings: Findings, arm: string): number =>
  deletesOf(findings, arm).filter(({ isProjected }) => !isProjected).length;

/** The name of what is measured, within a sentence. */
const nameOf = (kind: Kind): Message => ({ code: `experiments.deletion-${kind}` });

/** An interval of errors ends where errors do. */
const withinBounds = ({ low, high }: Measured, kind: Kind) =>
  kind === 'error' ? { low: Math.max(0, low), high: Math.min(1, high) } : { low, high };

/** The sentence about one network in one state, with its interval; none if it was not measured. */
function stateOf(findings: Findings, { id }: Arm, told: Told): Message[] {
  const { draft } = findings;
  const own = measuredOf(findings, id, told);
  if (!own) return [];
  const blocks =
    told.state === 'Bypassed' ? bypassable(findings, id) : deletesOf(findings, id).length;
  return [
    {
      code: `experiments.deletion-${told.state.toLowerCase()}`,
      values: {
        arm: titleOf(draft, id),
        what: nameOf(told.kind),
        blocks,
        value: own.mean,
        ...withinBounds(own, told.kind),
        intact: intactOf(findings, id, told.kind),
        seeds: own.values.length,
        steps: draft.options.steps,
        data: dataOf(draft),
      },
    },
  ];
}

const sentenceCodes = {
  worse: 'differs',
  better: 'differs',
  higher: 'differs',
  lower: 'differs',
  same: 'same',
  undecided: 'undecided',
} as const;

/** The plain network against the whole one, of the same blocks. */
function compared(findings: Findings, comparison: Comparison, kind: Kind): Message[] {
  const { draft } = findings;
  const { arm, against, verdict, seeds, scale } = comparison;
  const bypassed = { kind, state: 'Bypassed' } as const;
  const plain = draft.arms.filter(({ id }) => id === arm);
  const described = plain.flatMap((own) => stateOf(findings, own, bypassed));
  if (verdict === 'too-few-seeds')
    return [...described, { code: 'experiments.too-few-seeds', values: { seeds } }];
  if (verdict === 'diverged') return described;
  const [without, whole] = [arm, against].map((id) => measuredOf(findings, id, bypassed)?.mean);
  const times = scale === 'log' ? '-times' : '';
  const ends = { differs: times, same: '', undecided: times };
  const code = sentenceCodes[verdict];
  return [
    {
      code: `experiments.deletion-${code}${ends[code]}`,
      values: {
        ...valuesOf(draft, comparison),
        what: nameOf(kind),
        blocks: bypassable(findings, arm),
        without: without ?? NaN,
        whole: whole ?? NaN,
        intactWithout: intactOf(findings, arm, kind),
        intactWhole: intactOf(findings, against, kind),
      },
    },
  ];
}

/** The trainings that diverged, from which nothing was deleted. */
function divergedIn({ draft, cells }: Findings): Message[] {
  const diverged = cells.filter(({ outcome }) => outcome === 'diverged').length;
  if (diverged === 0) return [];
  const { steps } = draft.options;
  const values = { diverged, all: cells.length, steps, data: dataOf(draft) };
  return [{ code: 'experiments.deletion-diverged', values }];
}

function conclude(findings: Findings): Conclusion {
  const { draft, comparisons } = findings;
  const diverged = divergedIn(findings);
  const kind = kinds.find((each) => measuredIn(findings, `${each}Intact`).length > 0);
  if (!kind) return { sentences: [...diverged, tooFew(findings)], tone: 'undecided' };
  const own = comparisons.filter(({ measure }) => measure === `${kind}Bypassed`);
  const all = (state: Told['state']): Message[] =>
    draft.arms.flatMap((arm) => stateOf(findings, arm, { kind, state }));
  const deleted = all('Deleted');
  // One network alone has nothing that it is compared with.
  const bypassed =
    own.length > 0 || deleted.length > 0
      ? own.flatMap((each) => compared(findings, each, kind))
      : all('Bypassed');
  const told = [...deleted, ...bypassed];
  return {
    sentences: [...(told.length > 0 ? told : [tooFew(findings)]), ...diverged, ...all('Cut')],
    tone: own.length > 0 ? toneOf(own) : 'picture',
  };
}

/**
 * One residual block deleted from a trained network, without training it again (Veit et al. 2016, figure 3);
 * in the plain network the same block is bypassed by the shortcut that it was trained without.
 */
export const deletion: ExperimentKind = {
  work: 'deletions',
  trains: true,
  standard: { steps: 100, seeds: 5, samples: 256, batchSize: 64 },
  searchesRate: true,
  arms,
  rules: kinds.flatMap((kind) =>
    ['Intact', 'Deleted', 'Bypassed', 'Cut'].map((state) => ruleOf(kind, state)),
  ),
  pairs: (all) =>
    all.filter(({ id }) => id !== WHOLE.id).map(({ id }) => ({ arm: id, against: WHOLE.id })),
  conclude,
  method: [
    { code: 'experiments.method-deletion' },
    { code: 'experiments.method-deletion-statistics' },
    { code: 'experiments.method-not-said' },
  ],
};
