import { summarise } from '../../analysis/experiments/summarise';
import type { ExperimentProgress } from '../../engineClient/experimentRun';
import { sentenceOf } from '../../shared/words/sentence';

/** Fewer seeds have no interval. */
const LEAST_SEEDS = 2;

/** Sentences that tell nothing but that more seeds are wanted. */
const waiting: ReadonlySet<string> = new Set(['experiments.too-few-seeds', 'experiments.one-seed']);

/**
 * The first sentence that the cells of an unfinished run allow, with its interval and the seeds that are there.
 * `undefined` before a network has two seeds, and if that is too few for a word.
 */
export function earlySentence({
  draft,
  cells,
  done,
  total,
}: ExperimentProgress): string | undefined {
  if (done >= total || done < LEAST_SEEDS) return undefined;
  const { verdict, comparisons } = summarise(draft, cells);
  // The number of seeds is fixed before the run: a verdict on some of them would be another look.
  if (comparisons.some((each) => each.verdict !== 'too-few-seeds')) return undefined;
  const first = verdict.sentences.find(({ code }) => !waiting.has(code));
  return first && `So far, ${done} of ${total} cells: ${sentenceOf(first)}`;
}
