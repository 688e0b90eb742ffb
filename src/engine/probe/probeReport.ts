import type { Message } from '../../shared/base/message';
import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { AblatedConnection, Probe } from '../../shared/report/probe';
import type { NotMeasured, SkipReport } from '../../shared/report/report';
import type { OpenData } from '../data/openData';
import { batchSizeFor, chosenExtents } from '../data/shapes';
import type { OpenedModel } from '../model/openedModel';
import type { MeasurePlan, TrainingSetup } from '../model/trainer';
import type { TrainerState } from '../model/trainerState';
import type { AfterSteps } from './afterSteps';
import type { DataObserver } from './summary/dataStatistics';
import { finite } from './summary/norms';
import { gapsOf } from './summary/notMeasured';
import type { StepTrace } from './summary/stepTrace';
import { summarise } from './summary/summarise';

/** Everything that the seeds have in common. */
export interface ProbePlan {
  readonly setup: TrainingSetup;
  readonly measured: MeasurePlan;
  readonly openData: OpenData;
  /** Of the user's own data. */
  readonly observer?: DataObserver;
}

/** The steps of one seed, and how long each took. */
export interface SeedTrace {
  readonly differs: Message | undefined;
  readonly steps: readonly StepTrace[];
  readonly milliseconds: readonly number[];
  readonly start: TrainerState;
  /** Absent while the seed trains. */
  readonly end?: TrainerState;
  /** Absent for all but the first seed. */
  readonly after?: AfterSteps;
}

/** The subject of a probe. */
export interface Probed {
  readonly model: OpenedModel;
  readonly skips: SkipReport;
  readonly options: ProbeOptions;
  readonly ablated?: AblatedConnection | undefined;
  /** Layers that lead only to the ablated connection. */
  readonly idle?: Parameters<typeof gapsOf>[3] | undefined;
}

export interface ProbeResult {
  readonly probe: Probe;
  readonly notMeasured: NotMeasured[];
}

/** `softmaxCrossEntropy`, or `mse + binaryCrossentropy` for several outputs. */
const lossName = ({ losses }: TrainingSetup): string =>
  [...new Set(losses.map(({ name }) => name))].join(' + ');

/** Measurements of the first seed alone. */
const ofFirst = ([first]: readonly SeedTrace[]): AfterSteps & Pick<Probe, 'penalty'> =>
  first ? { ...first.after, ...finite('penalty', first.start.penalty) } : {};

/** The steps that were made, and those that are to be made where these are not all. */
function extentOf(
  { steps, seeds: wanted }: ProbeOptions,
  seeds: readonly SeedTrace[],
): Pick<Probe, 'steps' | 'seeds' | 'planned'> {
  if (seeds.length === wanted && seeds.every(({ end }) => end)) return { steps, seeds: wanted };
  const made = Math.max(...seeds.map((seed) => seed.steps.length));
  return { steps: made, seeds: seeds.length, planned: { steps, seeds: wanted } };
}

/** Nothing is known of weights that still train. */
const untold: TrainerState = { weights: new Map(), penalty: 0 };

/** The numbers of the steps that were made, of all of them or of the first ones. */
export function probeReport(
  { model, skips, options, ablated, idle }: Probed,
  { setup, observer }: ProbePlan,
  seeds: readonly SeedTrace[],
): ProbeResult {
  const { description } = model;
  const traces = seeds.map(({ steps }) => steps);
  const states = seeds.map(({ start, end = untold }) => ({ start, end }));
  const batchSize = batchSizeFor(description, options.batchSize);
  const { name, learningRate, origin } = setup.optimizer;
  const probe: Probe = {
    ...extentOf(options, seeds),
    batchSize,
    data: options.data ? 'file' : 'synthetic',
    optimizer: name,
    optimizerOrigin: origin,
    ...(learningRate !== undefined && { learningRate }),
    ...(ablated && { ablated: [ablated] }),
    ...ofFirst(seeds),
    loss: {
      name: lossName(setup),
      values: traces.map((each) => each.map(({ loss }) => loss ?? null)),
    },
    ...observer?.statistics(
      description.inputs.map(({ layer }) => layer),
      description.outputs.map(({ layer }) => layer),
    ),
    ...summarise({ model: description, traces, states }),
    milliseconds: { ...model.milliseconds, steps: seeds[0]?.milliseconds ?? [] },
  };
  const extents = chosenExtents(description, batchSize);
  const differences = seeds
    .slice(0, 1)
    .flatMap(({ differs }): NotMeasured[] =>
      differs ? [{ quantity: 'publishedUpdates', reason: differs }] : [],
    );
  return {
    probe,
    notMeasured: [...extents, ...differences, ...gapsOf(description, probe, skips, idle)],
  };
}
