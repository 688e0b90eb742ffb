import type { ExperimentResult } from '../../../shared/experiment/experiment';
import {
  comparedText,
  comparisonVerdict,
  holmText,
  measuredNumber,
  measureText,
  rangeText,
} from '../../../shared/words/experimentWords';
import { sentenceOf } from '../../../shared/words/sentence';

const MOST_ROWS = 40;

/** A result in words: what it says, its comparisons and measurements, and its limits. */
export function resultText(result: ExperimentResult): string {
  const { verdict, comparisons, measured, method } = result;
  const titles = new Map(result.arms.map(({ id, title }) => [id, sentenceOf(title)]));
  const name = (id: string): string => titles.get(id) ?? id;
  const compared = comparisons.map(
    (each) =>
      `${name(each.arm)} against ${name(each.against)}, ${measureText(each.measure)}: ${comparedText(each)} (95 %: ${rangeText(each)}; Holm p ${holmText(each.holm)}; ${each.seeds} seeds): ${comparisonVerdict(each.verdict)}`,
  );
  const numbers = measured.map(
    (each) =>
      `${name(each.arm)}, ${measureText(each.measure)}: ${measuredNumber(each.mean)} (95 %: ${rangeText(each)}; ${each.values.length} seeds)`,
  );
  return [
    ...verdict.sentences.map(sentenceOf),
    ...[...compared, ...numbers].slice(0, MOST_ROWS),
    ...method.map(sentenceOf),
  ].join('\n');
}
