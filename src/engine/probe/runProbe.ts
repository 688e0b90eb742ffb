import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../shared/base/failures';
import { DisposableStore } from '../../shared/base/lifecycle';
import type { SourcePosition } from '../../shared/base/source';
import type { ProbeOptions } from '../../shared/protocol/engineContract';
import type { CutShortcut, Probe } from '../../shared/report/probe';
import type { NotMeasured, SkipReport } from '../../shared/report/report';
import type { BuildModel, BuiltModel } from '../tfjs/builtModel';
import type { StepTrace } from '../model/stepTrace';
import { alignedModel } from '../tfjs/trainer/alignedModel';
import { type Ablation, withoutEdges } from './ablation';
import type { DataSource } from '../data/batch';
import { openData, type OpenData } from '../data/openData';
import type { CallFunction } from '../data/readData';
import { seedMathRandom } from '../data/random';
import { chosenExtents } from '../data/shapes';
import { gapsOf } from './summary/notMeasured';
import { stepTrace } from './summary/stepTrace';
import { summarise } from './summary/summarise';
import { chooseLosses } from '../tfjs/trainer/losses';
import { chooseOptimizer, type ChosenOptimizer } from '../tfjs/trainer/optimizer';
import { keepWeights } from '../tfjs/trainer/savedWeights';
import { tapPlan, type UnitLimits } from './plan/tapPlan';
import { type Training, trainingStep } from '../tfjs/trainer/trainingStep';

/** An ablation, and the form in which the report names it. */
export interface ProbeAblation extends Ablation {
  readonly reported: CutShortcut;
}

export interface ProbeRun {
  readonly build: BuildModel;
  /** The model of the first seed; its weights are the same again afterwards. */
  readonly first: BuiltModel;
  readonly skips: SkipReport;
  readonly options: ProbeOptions;
  readonly limits: UnitLimits;
  /** Edges to train without; absent for the whole network. */
  readonly ablation?: ProbeAblation | undefined;
  /** Runs a function of the workspace's that gives data. */
  readonly callFunction: CallFunction;
  onStep(done: number, total: number): void;
  readonly milliseconds: { readonly load: number; readonly build: number };
}

/** A run whose data are at hand. */
type RunWithData = ProbeRun & { readonly openData: OpenData };

/** What the steps of one seed gave. */
interface SeedTrace {
  readonly steps: readonly StepTrace[];
  readonly milliseconds: readonly number[];
  readonly data: DataSource;
  readonly chosen: ChosenOptimizer;
  readonly losses: Training['losses'];
}

/** The training of one model, with all that has to be undone or freed at its end. */
function openTraining(run: RunWithData, model: BuiltModel, store: DisposableStore) {
  const { options, skips, limits, ablation } = run;
  const measured = {
    ...skips,
    items: skips.items.filter(({ id }) => id !== ablation?.reported.skip),
  };
  store.add(keepWeights(model));
  const chosen = chooseOptimizer(model, options);
  if (chosen.isOwn) store.defer(() => chosen.optimizer.dispose());
  const anchor = tf.tidy(() => tf.variable(tf.scalar(0)));
  store.defer(() => anchor.dispose());
  const training: Training = {
    model,
    trained: model.weights.filter(({ trainable }) => trainable),
    losses: chooseLosses(model, options),
    optimizer: chosen.optimizer,
    plan: tapPlan(model, measured, limits),
    anchor,
  };
  return { training, chosen };
}

async function probeSeed(
  run: RunWithData,
  built: BuiltModel,
  seedIndex: number,
): Promise<SeedTrace> {
  const { options, ablation } = run;
  const model = ablation ? withoutEdges(built, ablation) : built;
  const seed = options.seed + seedIndex;
  const store = new DisposableStore();
  try {
    store.add(seedMathRandom(seed));
    const { training, chosen } = openTraining(run, model, store);
    const data = run.openData(model, seed);
    const steps: StepTrace[] = [];
    const milliseconds: number[] = [];
    for (let step = 0; step < options.steps; step++) {
      const batch = data.batch(step);
      const started = performance.now();
      try {
        const readings = await trainingStep(
          training,
          batch,
          seedIndex === 0 && step === options.steps - 1,
        );
        milliseconds.push(performance.now() - started);
        steps.push(stepTrace(training, readings));
      } finally {
        tf.dispose([...batch.inputs]);
      }
      run.onStep(seedIndex * options.steps + step + 1, options.seeds * options.steps);
    }
    return { steps, milliseconds, data, chosen, losses: training.losses };
  } finally {
    store.dispose();
  }
}

/** The models of the later seeds are built for the probe and freed by it. */
async function probeLaterSeed(run: RunWithData, seedIndex: number): Promise<SeedTrace> {
  const model = await run.build(run.options.seed + seedIndex);
  try {
    return await probeSeed(run, alignedModel(model, run.first), seedIndex);
  } finally {
    model.dispose();
  }
}

async function probeSeeds(run: ProbeRun): Promise<[SeedTrace, ...SeedTrace[]]> {
  const { first, options, callFunction } = run;
  try {
    const withData = { ...run, openData: await openData(first, options, callFunction) };
    const seeds: [SeedTrace, ...SeedTrace[]] = [await probeSeed(withData, first, 0)];
    for (let i = 1; i < options.seeds; i++) seeds.push(await probeLaterSeed(withData, i));
    return seeds;
  } catch (error) {
    throw placed(error, options.data?.at ?? first.source);
  }
}

/** Data that do not fit are mended where they were named, else at the model. */
function placed(error: unknown, at: SourcePosition): unknown {
  const isPlaceless = error instanceof Failure && error.code === 'unusable-data' && !error.at;
  return isPlaceless ? new Failure(error.code, error.detail, at) : error;
}

/** `softmaxCrossEntropy`, or `mse + binaryCrossentropy` for several outputs. */
const lossName = (losses: Training['losses']): string =>
  [...new Set(losses.map(({ name }) => name))].join(' + ');

/**
 * Trains the model for a few real steps per seed and measures every gradient on the way (see
 * `Probe`). Deterministic for a seed on one backend; weights, batch-norm statistics and `Math.random`
 * are what they were afterwards, and all tensors are freed.
 * Throws a `Failure` of code `unusable-data` or `invalid-argument`.
 */
export async function runProbe(
  run: ProbeRun,
): Promise<{ probe: Probe; notMeasured: NotMeasured[] }> {
  const { first, options, skips, ablation } = run;
  const seeds = await probeSeeds(run);
  const [shown] = seeds;
  const { data, chosen, losses } = shown;
  const traces = seeds.map(({ steps }) => steps);
  const trained = first.weights.filter(({ trainable }) => trainable);
  const probe: Probe = {
    steps: options.steps,
    seeds: options.seeds,
    batchSize: data.batchSize,
    data: data.kind,
    optimizer: chosen.name,
    optimizerOrigin: chosen.origin,
    ...(chosen.learningRate !== undefined && { learningRate: chosen.learningRate }),
    ...(ablation && { cut: ablation.reported }),
    loss: {
      name: lossName(losses),
      values: traces.map((steps) => steps.map(({ loss }) => loss ?? null)),
    },
    ...summarise({ model: first, trained, traces }),
    milliseconds: { ...run.milliseconds, steps: shown.milliseconds },
  };
  const extents = chosenExtents(first, data.batchSize);
  return { probe, notMeasured: [...extents, ...gapsOf(first, probe, skips, ablation?.idle)] };
}
