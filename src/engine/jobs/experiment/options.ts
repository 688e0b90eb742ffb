import type { ExperimentKind } from '../../../analysis/experiments/kinds/kind';
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

/** The optimizer of every cell: the one asked for, else the model's own, else one that learns fast. */
function trainingOf({ probe }: ExperimentRequest, description: ModelDescription) {
  const { loss, optimizer } = probe ?? {};
  const own = optimizer === undefined ? description.compiled?.optimizer : undefined;
  const name = own?.name ?? optimizer ?? USUAL_OPTIMIZER;
  const ownRate = own?.learningRate;
  const setup = chooseTraining(description, {
    loss,
    ...(own ? {} : { optimizer: name }),
    learningRate: ownRate ?? PLACEHOLDER,
  });
  return { setup, name, ownRate };
}

/** The settings of an experiment: those asked for, else the model's own, else the experiment's. */
export function optionsOf(
  request: ExperimentRequest,
  { standard, searchesRate }: ExperimentKind,
  description: ModelDescription,
): Chosen {
  const { experiment, probe } = request;
  const { setup, name, ownRate } = trainingOf(request, description);
  const usualRate = searchesRate ? undefined : (ownRate ?? PLACEHOLDER);
  const learningRate = probe?.learningRate ?? usualRate;
  const own = { ...standard, schedule: 'cosine' as const, ...given(experiment) };
  const { steps, seeds, seed, samples, schedule } = own;
  return {
    setup,
    ownRate,
    options: {
      steps,
      seeds,
      seed,
      samples,
      schedule,
      optimizer: name,
      batchSize: batchSizeFor(description, own.batchSize),
      ...(learningRate !== undefined && { learningRate }),
    },
  };
}

/** The settings that were given. */
const given = <Settings extends object>(settings: Settings) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Settings]: Exclude<Settings[Name], undefined>;
  };
