import type { ExperimentResult } from '../../shared/experiment/experiment';
import type { Message } from '../../shared/base/message';

/** Fewer seeds have no interval. */
const LEAST_SEEDS = 2;

/** Sentences that tell nothing but that more seeds are wanted. */
const waiting: ReadonlySet<string> = new Set(['experiments.too-few-seeds', 'experiments.one-seed']);

/**
 * The first sentence that the cells of an unfinished run allow, with its interval and the seeds that are there.
 * `undefined` before a network has two seeds, and if that is too few for a word.
 */
export function earlySentence(result: ExperimentResult): Message | undefined {
  const { cells, comparisons, cost, verdict } = result;
  const done = cells.length;
  if (cost.missing === 0 || done < LEAST_SEEDS) return undefined;
  // The number of seeds is fixed before the run: a verdict on some of them would be another look.
  if (comparisons.some((each) => each.verdict !== 'too-few-seeds')) return undefined;
  const sentence = verdict.sentences.find(({ code }) => !waiting.has(code));
  return (
    sentence && {
      code: 'experiments.so-far',
      values: { done, total: done + cost.missing, sentence },
    }
  );
}

/** A result as it is shown while cells are missing: numbers and intervals, and no verdict. */
export function withoutVerdict(result: ExperimentResult): ExperimentResult {
  const { cells, comparisons, cost } = result;
  const done = cells.length;
  const early = earlySentence(result) ?? {
    code: 'experiments.verdict-comes',
    values: { done, total: done + cost.missing },
  };
  return {
    ...result,
    comparisons: comparisons.map((each) => ({ ...each, verdict: 'too-few-seeds' })),
    verdict: { tone: 'undecided', sentences: [early] },
  };
}
