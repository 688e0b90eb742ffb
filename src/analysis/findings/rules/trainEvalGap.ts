import type { EvaluationProbe, OutputStatistics } from '../../../shared/report/probe';
import type { TrainEvalGap } from '../../../shared/report/causes';
import type { Facts } from '../facts/facts';
import type { Symptom } from '../facts/symptom';

/** The first normalisation that gives other values in evaluation than in training (Li et al. 2019). */
export function trainEvalGap({ probe, thresholds, layer }: Facts): Symptom[] {
  const limit = thresholds.evaluationGap;
  const found = (probe?.evaluation ?? []).flatMap((each) => gapOf(each, limit.value) ?? []);
  const [first] = found;
  if (!first) return [];
  const { variant, training, evaluation } = first;
  const alike = found.filter((each) => each.variant === variant);
  return [
    {
      code: 'train-eval-gap',
      layers: alike.map((each) => layer(each.layer)),
      tell: () => ({
        variant,
        severity: 'info',
        evidence: {
          mean: training.mean,
          std: training.std,
          evaluationMean: evaluation.mean,
          evaluationStd: evaluation.std,
        },
        limits: [limit],
      }),
    },
  ];
}

interface Gap extends Pick<EvaluationProbe, 'layer' | 'training'> {
  readonly variant: TrainEvalGap['variant'];
  readonly evaluation: OutputStatistics;
}

/** With statistics that have followed the batch only a dropout before the layer leaves one. */
function gapOf(
  { layer, training, settled, kept }: EvaluationProbe,
  limit: number,
): Gap | undefined {
  if (distance(training, settled) > limit)
    return { layer, training, variant: 'dropout', evaluation: settled };
  const isFar = kept !== undefined && distance(training, kept) > limit;
  return isFar ? { layer, training, variant: 'kept', evaluation: kept } : undefined;
}

/** The larger difference of mean and standard deviation, in standard deviations. */
function distance(from: OutputStatistics, to: OutputStatistics): number {
  if (from.std === 0) return 0;
  return Math.max(Math.abs(to.mean - from.mean), Math.abs(to.std - from.std)) / from.std;
}
