import { Failure } from '../../shared/base/failures';
import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';
import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { AblatedConnection, Probe } from '../../shared/report/probe';
import type { NotMeasured, SkipReport } from '../../shared/report/report';
import { openData, type OpenData } from '../data/openData';
import type { CallFunction } from '../data/readData';
import { batchSizeFor, chosenExtents } from '../data/shapes';
import type { OpenedModel } from '../model/openedModel';
import type { Ablation, BatchData, MeasurePlan, Trainer, TrainingSetup } from '../model/trainer';
import { evaluationProbe } from './evaluation';
import { oneBatchProbe } from './oneBatch';
import { measurePlan, type UnitLimits } from './plan/measurePlan';
import { DataObserver } from './summary/dataStatistics';
import type { SeedStates } from './summary/initialWeights';
import { finite } from './summary/norms';
import { gapsOf } from './summary/notMeasured';
import { stepTrace, type StepTrace } from './summary/stepTrace';
import { summarise } from './summary/summarise';
import { chooseTraining } from './trainingSetup';

/** An ablation, and the form in which the report names it. */
export interface ProbeAblation extends Ablation {
  readonly reported: AblatedConnection;
}

export interface ProbeRun {
  readonly model: OpenedModel;
  readonly skips: SkipReport;
  readonly options: ProbeOptions;
  readonly limits: UnitLimits;
  /** Edges to train without; absent for the whole network. */
  readonly ablation?: ProbeAblation | undefined;
  /** Runs a function of the workspace's that gives data. */
  readonly callFunction: CallFunction;
  onStep(done: number, total: number): void;
}

/** Everything that the seeds have in common. */
interface Plan {
  readonly setup: TrainingSetup;
  readonly measured: MeasurePlan;
  readonly openData: OpenData;
  /** Of the user's own data. */
  readonly observer?: DataObserver;
}

/** The steps of one seed, and how long each took. */
interface SeedTrace {
  readonly differs: Message | undefined;
  readonly steps: readonly StepTrace[];
  readonly milliseconds: readonly number[];
  readonly states: SeedStates;
  /** Measured after the steps of the first seed. */
  readonly after: AfterSteps;
}

type AfterSteps = Pick<Probe, 'refused' | 'evaluation' | 'oneBatch'>;

async function planProbe(run: ProbeRun): Promise<Plan> {
  const { model, options, skips, limits, ablation, callFunction } = run;
  const { description } = model;
  const open = await openData(description, options, callFunction);
  const items = skips.items.filter(({ id }) => id !== ablation?.reported.skip);
  return {
    setup: { ...chooseTraining(description, options), ...(ablation && { ablation }) },
    measured: measurePlan(description, { items }, limits),
    openData: open,
    ...(options.data && { observer: new DataObserver() }),
  };
}

async function trainSeed(
  run: ProbeRun,
  { setup, measured, openData: open, observer: seen }: Plan,
  { trainer, seedIndex }: { readonly trainer: Trainer; readonly seedIndex: number },
): Promise<SeedTrace> {
  const { model, options } = run;
  const data = open(setup.losses, options.seed + seedIndex);
  const observer = seedIndex === 0 ? seen : undefined;
  const steps: StepTrace[] = [];
  const milliseconds: number[] = [];
  const start = await trainer.state();
  for (let step = 0; step < options.steps; step++) {
    const batch = observer ? observer.observe(data.batch(step)) : data.batch(step);
    const histograms = seedIndex === 0 && step === options.steps - 1;
    const started = performance.now();
    const readings = await trainer.step(batch, { ...measured, histograms });
    milliseconds.push(performance.now() - started);
    steps.push(stepTrace(model.description, measured.tappedOutputs, readings));
    run.onStep(seedIndex * options.steps + step + 1, options.seeds * options.steps);
  }
  const states = { start, end: await trainer.state() };
  const after =
    seedIndex === 0 ? await afterSteps(run, setup, { trainer, batch: data.batch(0), states }) : {};
  return { differs: trainer.differs, steps, milliseconds, states, after };
}

interface AfterRun extends Pick<SeedTrace, 'states'> {
  readonly trainer: Trainer;
  readonly batch: BatchData;
}

/** The training on one batch comes before the step as shipped, behind which no other may follow. */
async function afterSteps(
  { model: { description: model }, options, ablation }: ProbeRun,
  setup: TrainingSetup,
  { trainer, batch, states: { start, end } }: AfterRun,
): Promise<AfterSteps> {
  const isOwnData = options.data !== undefined;
  const { oneBatchSeconds: seconds } = options;
  const evaluation = await evaluationProbe(trainer, batch, { model, start, isOwnData });
  const oneBatch =
    seconds === undefined
      ? {}
      : await oneBatchProbe(trainer, batch, { model, setup, seconds, penalty: end.penalty });
  const refused = ablation ? undefined : await trainer.refusal?.(batch);
  return { ...evaluation, ...oneBatch, ...(refused && { refused }) };
}

async function probeSeed(run: ProbeRun, plan: Plan, seedIndex: number): Promise<SeedTrace> {
  const trainer = await run.model.start(run.options.seed + seedIndex, plan.setup);
  try {
    return await trainSeed(run, plan, { trainer, seedIndex });
  } finally {
    trainer.dispose();
  }
}

async function probeSeeds(run: ProbeRun): Promise<{ seeds: SeedTrace[]; plan: Plan }> {
  const { model, options } = run;
  try {
    const plan = await planProbe(run);
    const seeds: SeedTrace[] = [];
    for (let i = 0; i < options.seeds; i++) seeds.push(await probeSeed(run, plan, i));
    return { seeds, plan };
  } catch (error) {
    throw placed(error, { data: options.data?.at, model: model.description.source });
  }
}

/** Places a failure that no layer is named for: of unfit data at the setting that names them, else at the model. */
function placed(
  error: unknown,
  { data, model }: { readonly data: SourcePosition | undefined; readonly model: SourcePosition },
): unknown {
  if (!(error instanceof Failure)) return error;
  if (error.code === 'unusable-data') return error.placedAt(data ?? model);
  return error.code === 'model-threw' || error.code === 'out-of-memory'
    ? error.placedAt(model)
    : error;
}

/** `softmaxCrossEntropy`, or `mse + binaryCrossentropy` for several outputs. */
const lossName = ({ losses }: TrainingSetup): string =>
  [...new Set(losses.map(({ name }) => name))].join(' + ');

/** Measurements of the first seed alone. */
const ofFirst = ([first]: readonly SeedTrace[]): AfterSteps & Pick<Probe, 'penalty'> =>
  first ? { ...first.after, ...finite('penalty', first.states.start.penalty) } : {};

/**
 * Trains the model for a few real steps per seed and measures every gradient on the way (see `Probe`).
 * Deterministic for a seed on one backend. Afterwards weights, batch-norm statistics and `Math.random` are
 * restored, and all tensors are freed. Rejects with a `Failure` of code `unusable-data` or
 * `invalid-argument`.
 */
export async function runProbe(
  run: ProbeRun,
): Promise<{ probe: Probe; notMeasured: NotMeasured[] }> {
  const { model, options, skips, ablation } = run;
  const { description } = model;
  const { seeds, plan } = await probeSeeds(run);
  const { setup, observer } = plan;
  const traces = seeds.map(({ steps }) => steps);
  const batchSize = batchSizeFor(description, options.batchSize);
  const { name, learningRate, origin } = setup.optimizer;
  const probe: Probe = {
    steps: options.steps,
    seeds: options.seeds,
    batchSize,
    data: options.data ? 'file' : 'synthetic',
    optimizer: name,
    optimizerOrigin: origin,
    ...(learningRate !== undefined && { learningRate }),
    ...(ablation && { ablated: [ablation.reported] }),
    ...ofFirst(seeds),
    loss: {
      name: lossName(setup),
      values: traces.map((steps) => steps.map(({ loss }) => loss ?? null)),
    },
    ...observer?.statistics(
      description.inputs.map(({ layer }) => layer),
      description.outputs.map(({ layer }) => layer),
    ),
    ...summarise({ model: description, traces, states: seeds.map(({ states }) => states) }),
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
    notMeasured: [...extents, ...differences, ...gapsOf(description, probe, skips, ablation?.idle)],
  };
}
