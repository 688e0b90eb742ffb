import { Failure } from '../../shared/base/failures';
import type { KeepingLibrary } from '../../analysis/cost/training/keepingRules';
import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { ProfileSettings } from '../../shared/protocol/profileRequest';
import type { BatchFit, LayerTime, Profile, Roof, StepTime } from '../../shared/report/profile';
import { sumCounts } from '../../shared/report/profileSums';
import type { NotMeasured, Runtime, SkipReport } from '../../shared/report/report';
import { message } from '../../shared/words/message';
import { openData } from '../data/openData';
import type { CallFunction } from '../data/readData';
import { batchSizeFor } from '../data/shapes';
import type { OpenedModel } from '../model/openedModel';
import type { Trainer, TrainingSetup } from '../model/trainer';
import { chooseTraining } from '../probe/trainingSetup';
import { layerCosts, memoryOf, type CountAsked } from './assemble';
import { fitBatches } from './fitBatches';
import { isAsynchronous, profileGaps } from './gaps';
import {
  LEAST_WARMUP,
  measureSteps,
  pointOf,
  roofOf,
  type Measurement,
  type TimedTrainer,
} from './measure';
import { layerTimes, stepTime } from './summariseSteps';

export interface ProfileRun {
  readonly model: OpenedModel;
  readonly skips: SkipReport;
  readonly settings: ProfileSettings;
  /** Data, loss and optimizer. */
  readonly options: ProbeOptions;
  /** Runs a function of the workspace's that gives data. */
  readonly callFunction: CallFunction;
  onStep(done: number, total: number): void;
}

/** Everything that was measured. */
interface Measured {
  readonly main: Measurement;
  readonly others: readonly Measurement[];
  readonly roof: Roof | undefined;
}

/** The model runs in the library that it is written for. */
const runsAsWritten = ({ framework, backend }: Runtime): boolean =>
  framework === 'tfjs' || backend === 'torch';

function libraryOf({ framework, backend }: Runtime): KeepingLibrary {
  if (framework !== 'tfjs') return 'torch';
  return backend === 'wasm' ? 'tfjsOnWasm' : 'tfjs';
}

const OTHER_STEPS = 2;
/** Below it, eighths are too few to draw a line from. */
const LEAST_FOR_EIGHTHS = 8;

function usualSizes(batchSize: number): readonly number[] {
  if (batchSize < 4) return [2 * batchSize, 4 * batchSize];
  return batchSize < LEAST_FOR_EIGHTHS
    ? [batchSize / 4, batchSize / 2]
    : [batchSize / 8, batchSize / 4];
}

/** The other sizes to time: those that were asked for, else an eighth and a quarter, which cost little. */
function otherSizes({ model, settings }: ProfileRun): readonly number[] {
  const { batchSize, batchSizes } = settings;
  if (batchSizeFor(model.description, batchSize + 1) !== batchSize + 1) return [];
  const wanted = batchSizes ?? usualSizes(batchSize).map(Math.ceil);
  return [...new Set(wanted)].filter((size) => size !== batchSize);
}

const isTimed = (trainer: Trainer): trainer is TimedTrainer => trainer.timedStep !== undefined;

/** A trainer that can be timed. Rejects with a `Failure` where the framework cannot. */
async function startTimed({ model, settings }: ProfileRun, setup: TrainingSetup) {
  const trainer = await model.start(settings.seed, setup);
  if (isTimed(trainer)) return trainer;
  trainer.dispose();
  const { framework, source } = model.description;
  throw new Failure('invalid-argument', message('jobs.cannot-time', { framework }), source);
}

/** Steps of one batch size. The first ones of a process are slow whatever their size, so that the smallest begins. */
interface Turn {
  readonly batchSize: number;
  readonly steps: number;
  readonly warmup: number;
  readonly layers: boolean;
}

function turnsOf(run: ProfileRun): readonly Turn[] {
  const { batchSize: main, steps, warmup } = run.settings;
  const layers = !isAsynchronous(run.model.runtime);
  const sizes = [...otherSizes(run), main].sort((a, b) => a - b);
  return sizes.map((batchSize, at): Turn => {
    const isMain = batchSize === main;
    const asked = Math.max(LEAST_WARMUP, isMain ? warmup : 0);
    return {
      batchSize,
      steps: isMain ? steps : OTHER_STEPS,
      // The steps of the sizes before have warmed up too; one more is of this size.
      warmup: at === 0 ? asked : asked - 1,
      layers: layers && isMain,
    };
  });
}

const stepsOf = ({ steps, warmup, layers }: Turn): number => warmup + steps * (layers ? 2 : 1);

/** The step that costs are counted for. */
function countAsked(
  { model, skips }: ProfileRun,
  setup: TrainingSetup,
  { batchSize, optimizerBytes }: Pick<CountAsked, 'batchSize' | 'optimizerBytes'>,
): CountAsked {
  const { description, runtime } = model;
  return {
    graph: description.graph,
    skips,
    batchSize,
    optimizerBytes,
    measuresOwn: runsAsWritten(runtime),
    optimizer: setup.optimizer.name,
    library: libraryOf(runtime),
  };
}

async function measureAll(run: ProfileRun, setup: TrainingSetup): Promise<Measured> {
  const { model, settings, options } = run;
  const turns = turnsOf(run);
  const total = turns.reduce((sum, turn) => sum + stepsOf(turn), 0);
  let done = 0;
  const onStep = (): void => run.onStep((done += 1), total);
  const trainer = await startTimed(run, setup);
  const batchSize = Math.max(...turns.map((turn) => turn.batchSize));
  const estimate = memoryOf(countAsked(run, setup, { batchSize, optimizerBytes: 0 }), undefined);
  try {
    if (estimate) trainer.reserve?.(estimate.peak);
    const others: Measurement[] = [];
    let main: Measurement | undefined;
    for (const turn of turns) {
      const one = { ...options, batchSize: turn.batchSize, steps: 1, seeds: 1 };
      const open = await openData(model.description, one, run.callFunction);
      const data = open(setup.losses, options.seed);
      const measured = await measureSteps(trainer, data, { ...turn, onStep });
      if (turn.batchSize === settings.batchSize) main = measured;
      else others.push(measured);
    }
    const roof = await trainer.roof?.();
    if (!main) throw new Error('no steps of the batch itself were taken');
    return { main, others, roof: roof && roofOf(roof) };
  } finally {
    trainer.dispose();
  }
}

interface Costs {
  readonly asked: CountAsked;
  readonly times: ReadonlyMap<Profile['layers'][number]['layer'], LayerTime>;
  readonly roof?: Roof | undefined;
}

/** The parts of a profile that follow from shapes, with the measured times beside them. */
function countedParts({ asked, times, roof }: Costs): Pick<Profile, 'layers' | 'totals'> {
  const layers = layerCosts(asked, times, roof);
  return { layers, totals: sumCounts(layers.map(({ counts }) => counts)) };
}

function batchesOf({ main, others }: Measured, asked: CountAsked): BatchFit | undefined {
  const all = [main, ...others];
  const estimates = all.flatMap(({ batchSize }) => {
    const memory = memoryOf({ ...asked, batchSize }, undefined);
    return memory ? [[batchSize, memory.peak] as const] : [];
  });
  const isOwn = asked.measuresOwn;
  const points = all.map(pointOf).map(({ peakBytes, ...point }) => ({
    ...point,
    ...(isOwn && peakBytes !== undefined && { peakBytes }),
  }));
  return fitBatches(points, estimates);
}

/** The name of a training's losses. */
const lossName = ({ losses }: TrainingSetup): string =>
  [...new Set(losses.map(({ name }) => name))].join(' + ');

/**
 * Takes real training steps with taps and without, and counts what the network costs. Afterwards weights,
 * batch-norm statistics and `Math.random` are restored, and all tensors are freed. Rejects with a `Failure` of
 * code `unusable-data` or `invalid-argument`.
 */
export async function runProfile(
  run: ProfileRun,
): Promise<{ profile: Profile; notMeasured: NotMeasured[] }> {
  const started = performance.now();
  const { model, options } = run;
  const { description, runtime } = model;
  const setup = chooseTraining(description, options);
  const measured = await measureAll(run, setup);
  const { main, roof } = measured;
  const own = runsAsWritten(runtime);
  const asked = countAsked(run, setup, main);
  const step: StepTime = stepTime(main);
  const { peakBytes, heapBytes } = main;
  const peak =
    own && peakBytes !== undefined
      ? {
          bytes: peakBytes,
          by: runtime.backend === 'torch' ? ('allocator' as const) : ('tensors' as const),
          ...(heapBytes !== undefined && { heapBytes }),
        }
      : undefined;
  const memory = memoryOf(asked, peak);
  const batches = batchesOf(measured, asked);
  const profile = {
    batchSize: main.batchSize,
    optimizer: setup.optimizer.name,
    loss: lossName(setup),
    timed: own ? ('own' as const) : ('lowered' as const),
    ...countedParts({ asked, times: layerTimes(main), roof }),
    step,
    ...(memory && { memory }),
    ...(roof && { roof }),
    ...(batches && { batches }),
  };
  const seconds = (performance.now() - started) / 1000;
  return { profile: { ...profile, seconds }, notMeasured: profileGaps(run, profile) };
}
