import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { Probe } from '../../shared/report/probe';
import type { ModelDescription } from '../model/modelDescription';
import type { BatchData, Trainer, TrainingSetup } from '../model/trainer';
import type { TrainerState } from '../model/trainerState';
import { evaluationProbe } from './evaluation';
import { oneBatchProbe } from './oneBatch';

/** Measured behind the steps of the first seed. */
export type AfterSteps = Pick<Probe, 'refused' | 'evaluation' | 'oneBatch'>;

interface AfterRun {
  readonly model: ModelDescription;
  readonly options: ProbeOptions;
  readonly setup: TrainingSetup;
  readonly isAblated: boolean;
  readonly start: TrainerState;
  readonly end: TrainerState;
}

/** The training on one batch comes before the step as shipped, behind which no other may follow. */
export async function afterSteps(
  trainer: Trainer,
  batch: BatchData,
  { model, options, setup, isAblated, start, end }: AfterRun,
): Promise<AfterSteps> {
  const isOwnData = options.data !== undefined;
  const { oneBatchSeconds: seconds } = options;
  const evaluation = await evaluationProbe(trainer, batch, { model, start, isOwnData });
  const oneBatch =
    seconds === undefined
      ? {}
      : await oneBatchProbe(trainer, batch, { model, setup, seconds, penalty: end.penalty });
  const refused = isAblated ? undefined : await trainer.refusal?.(batch);
  return { ...evaluation, ...oneBatch, ...(refused && { refused }) };
}
