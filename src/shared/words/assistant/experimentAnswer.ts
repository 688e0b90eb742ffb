import type { Arm, ExperimentResult } from '../../experiment/experiment';
import type { Report } from '../../report/report';
import {
  comparedText,
  comparisonVerdict,
  holmText,
  measuredNumber,
  measureText,
  intervalText,
  rangeText,
} from '../experimentWords';
import { sentenceOf } from '../sentence';
import { answerText, type AnswerPart } from './answer';
import { counted } from '../format';
import { atLayer } from './inspectAnswer';

const MOST_ROWS = 40;

/** The structure of a model, which knows the lines of its skip connections. */
export type Structure = Pick<Report, 'network' | 'skips'>;

/** The line of the merge whose skip connection a network lacks, as ` (file:line)`. */
function atSkip({ skip: id }: Arm, structure: Structure | undefined): string {
  const skip = structure?.skips.items.find((one) => one.id === id);
  return skip ? atLayer(structure?.network.layers.find((layer) => layer.id === skip.to)) : '';
}

/** The parts of an answer on an experiment: what it says, its method and limits, its comparisons and measurements. */
export function experimentParts(result: ExperimentResult, structure?: Structure): AnswerPart[] {
  const { verdict, comparisons, measured, method, model, runtime, cost } = result;
  const titles = new Map(
    result.arms.map((arm) => [arm.id, sentenceOf(arm.title) + atSkip(arm, structure)]),
  );
  const name = (id: string): string => titles.get(id) ?? id;
  const compared = comparisons.map(
    (each) =>
      `${name(each.arm)} against ${name(each.against)}, ${measureText(each.measure)}: ${comparedText(each)} (95 %: ${rangeText(each)}; Holm p ${holmText(each.holm)}; ${counted(each.seeds, 'seed')}): ${comparisonVerdict(each.verdict)}`,
  );
  const numbers = measured.map(
    (each) =>
      `${name(each.arm)}, ${measureText(each.measure)}: ${measuredNumber(each.mean)} (95 %: ${intervalText(each)}; ${counted(each.values.length, 'seed')})`,
  );
  const missing = cost.missing > 0 ? [`Cells of the plan that are missing: ${cost.missing}.`] : [];
  const { library, version, backend, device } = runtime;
  return [
    { lines: [...verdict.sentences.map(sentenceOf), ...missing] },
    {
      lines: [
        ...method.map(sentenceOf),
        `${model.name} is at ${model.source.file}:${model.source.line}; ${library} ${version}, ${backend} on ${device}.`,
      ],
    },
    { title: 'Compared:', lines: compared, most: MOST_ROWS, rest: 'comparisons' },
    { title: 'Measured:', lines: numbers, most: MOST_ROWS, rest: 'measurements' },
  ];
}

/** A result in words, short enough for an assistant. */
export const resultText = (result: ExperimentResult): string => answerText(experimentParts(result));
