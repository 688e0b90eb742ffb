import type { ExperimentKind } from '../../../analysis/experiments/kind';
import type { ExperimentOptions } from '../../../shared/experiment/experiment';
import type { ExperimentRequest } from '../../../shared/protocol/experimentRequest';
import { batchSizeFor } from '../../data/shapes';
import type { ModelDescription } from '../../model/modelDescription';
import type { TrainingSetup } from '../../model/trainer';
import { chooseTraining } from '../../probe/trainingSetup';

/** The optimizer of a network that names none: it learns within the steps of an experiment. */
const USUAL_OPTIMIZER = 'momentum';

interface Chosen {
  readonly options: ExperimentOptions;
  /** A fresh optimizer for every cell, at the rate that the cell asks for. */
  readonly setup: TrainingSetup;
  /** The rate of the model's own optimizer; pilots try multiples of it. */
  readonly ownRate: number | undefined;
}

/** A rate that every optimizer takes; each step sets its own. */
const PLACEHOLDER = 0.01;

/** The settings of an experiment: those asked for, else the model's own, else the experiment's. */
export function optionsOf(
  { experiment, probe }: ExperimentRequest,
  kind: ExperimentKind,
  description: ModelDescription,
): Chosen {
  const { standard, searchesRate } = kind;
  const own = probe?.optimizer === undefined ? description.compiled?.optimizer : undefined;
  const wanted = own?.name ?? probe?.optimizer ?? USUAL_OPTIMIZER;
  const ownRate = own?.learningRate;
  const setup = chooseTraining(description, {
    loss: probe?.loss,
    ...(own ? {} : { optimizer: wanted }),
    learningRate: ownRate ?? PLACEHOLDER,
  });
  const given = probe?.learningRate ?? (searchesRate ? undefined : (ownRate ?? PLACEHOLDER));
  const wantedBatch = experiment.batchSize ?? standard.batchSize;
  return {
    setup,
    ownRate,
    options: {
      steps: standard.steps === 0 ? 0 : (experiment.steps ?? standard.steps),
      seeds: experiment.seeds ?? standard.seeds,
      seed: experiment.seed,
      batchSize: batchSizeFor(description, wantedBatch),
      samples: experiment.samples ?? standard.samples,
      optimizer: wanted,
      schedule: experiment.schedule ?? 'cosine',
      ...(given !== undefined && { learningRate: given }),
    },
  };
}
