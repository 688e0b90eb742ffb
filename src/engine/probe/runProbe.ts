import { Failure } from '../../shared/base/failures';
import type { SourcePosition } from '../../shared/base/source';
import type { ProbeOptions } from '../../shared/protocol/inspectRequest';
import type { AblatedConnection } from '../../shared/report/probe';
import type { SkipReport } from '../../shared/report/report';
import { openData } from '../data/openData';
import type { CallFunction } from '../data/readData';
import type { OpenedModel } from '../model/openedModel';
import type { Ablation, Trainer } from '../model/trainer';
import { afterSteps } from './afterSteps';
import { measurePlan, type UnitLimits } from './plan/measurePlan';
import { probeReport, type ProbePlan, type ProbeResult, type SeedTrace } from './probeReport';
import { DataObserver } from './summary/dataStatistics';
import { stepTrace, type StepTrace } from './summary/stepTrace';
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
  /** Gets the numbers so far: those of the first step, and of each seed, while much is still to come. */
  readonly onNumbers?: (numbers: ProbeResult) => Promise<void>;
}

/** Numbers so far are worth their drawing while at least this much is to come. */
const PATIENCE_MILLISECONDS = 1000;

async function planProbe(run: ProbeRun): Promise<ProbePlan> {
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

/** Tells the numbers so far. */
type Tell = (seed: SeedTrace) => Promise<void>;

interface Training {
  readonly trainer: Trainer;
  readonly seedIndex: number;
  readonly tell: Tell;
}

async function trainSeed(
  run: ProbeRun,
  { setup, measured, openData: open, observer: seen }: ProbePlan,
  { trainer, seedIndex, tell }: Training,
): Promise<SeedTrace> {
  const { model, options } = run;
  const data = open(setup.losses, options.seed + seedIndex);
  const observer = seedIndex === 0 ? seen : undefined;
  const steps: StepTrace[] = [];
  const milliseconds: number[] = [];
  const start = await trainer.state();
  const soFar = () => ({ differs: trainer.differs, steps, milliseconds, start });
  for (let step = 0; step < options.steps; step++) {
    const batch = observer ? observer.observe(data.batch(step)) : data.batch(step);
    const histograms = seedIndex === 0 && step === options.steps - 1;
    const started = performance.now();
    const readings = await trainer.step(batch, { ...measured, histograms });
    milliseconds.push(performance.now() - started);
    steps.push(stepTrace(model.description, measured.tappedOutputs, readings));
    run.onStep(seedIndex * options.steps + step + 1, options.seeds * options.steps);
    if (seedIndex === 0 && step === 0) await tell(soFar());
  }
  const end = await trainer.state();
  if (seedIndex > 0) return { ...soFar(), end };
  const isAblated = run.ablation !== undefined;
  const after = { model: model.description, options, setup, isAblated, start, end };
  return { ...soFar(), end, after: await afterSteps(trainer, data.batch(0), after) };
}

async function probeSeed(
  run: ProbeRun,
  plan: ProbePlan,
  { seedIndex, tell }: Omit<Training, 'trainer'>,
): Promise<SeedTrace> {
  const trainer = await run.model.start(run.options.seed + seedIndex, plan.setup);
  try {
    return await trainSeed(run, plan, { trainer, seedIndex, tell });
  } finally {
    trainer.dispose();
  }
}

async function probeSeeds(run: ProbeRun, plan: ProbePlan): Promise<SeedTrace[]> {
  const { options, onNumbers } = run;
  const seeds: SeedTrace[] = [];
  const tell: Tell = async (latest) => {
    const told = [...seeds, latest];
    const step = Math.max(...(told[0]?.milliseconds ?? []));
    const done = told.reduce((sum, { steps }) => sum + steps.length, 0);
    const isSlow = step * (options.steps * options.seeds - done) > PATIENCE_MILLISECONDS;
    if (onNumbers && isSlow) await onNumbers(probeReport(probedBy(run), plan, told));
  };
  for (let seedIndex = 0; seedIndex < options.seeds; seedIndex++) {
    const seed = await probeSeed(run, plan, { seedIndex, tell });
    if (seedIndex < options.seeds - 1) await tell(seed);
    seeds.push(seed);
  }
  return seeds;
}

const probedBy = ({ model, skips, options, ablation }: ProbeRun) => ({
  model,
  skips,
  options,
  ablated: ablation?.reported,
  idle: ablation?.idle,
});

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

/**
 * Trains the model for a few real steps per seed and measures every gradient on the way (see `Probe`).
 * Deterministic for a seed on one backend. Afterwards weights, batch-norm statistics and `Math.random` are
 * restored, and all tensors are freed. Rejects with a `Failure` of code `unusable-data` or
 * `invalid-argument`.
 */
export async function runProbe(run: ProbeRun): Promise<ProbeResult> {
  const { model, options } = run;
  try {
    const plan = await planProbe(run);
    return probeReport(probedBy(run), plan, await probeSeeds(run, plan));
  } catch (error) {
    throw placed(error, { data: options.data?.at, model: model.description.source });
  }
}
