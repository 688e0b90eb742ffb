import { createHash } from 'node:crypto';
import type { ExperimentKind } from '../../../analysis/experiments/kinds/kind';
import { pilotsOf } from '../../../analysis/experiments/plan';
import { residualBlocks } from '../../../analysis/experiments/kinds/residuals';
import { findSkips } from '../../../analysis/skips/findSkips';
import { withoutEdges } from '../../../analysis/skips/withoutEdges';
import { Failure } from '../../../shared/base/failures';
import type {
  Arm,
  ExperimentCell,
  ExperimentDraft,
  ExperimentOptions,
  PlannedCell,
} from '../../../shared/experiment/experiment';
import type { DataPlace } from '../../../shared/protocol/inspectRequest';
import type { Cell } from '../../../shared/protocol/job';
import { thresholdsWith } from '../../../shared/report/thresholds';
import { message } from '../../../shared/words/message';
import type { CallFunction } from '../../data/readData';
import type { CellRun, CellWork } from '../../experiments/cellRun';
import { openExperimentData, type OpenSeed } from '../../experiments/data';
import { weightsHash } from '../../experiments/weightsHash';
import { works } from '../../experiments/works';
import type { Lab } from '../../model/lab';
import type { ModelDescription } from '../../model/modelDescription';
import type { OpenedModel } from '../../model/openedModel';
import type { Subject } from '../../model/subject';
import type { Ablation, TrainingSetup } from '../../model/trainer';
import type { OpenWith } from './depths';
import { edgeKey } from '../../probe/plan/edges';
import { measurePlan } from '../../probe/plan/measurePlan';
import type { JobContext } from '../kinds/job';

export interface CellsSetup {
  readonly kind: ExperimentKind;
  readonly model: OpenedModel;
  readonly subject: Subject;
  readonly options: ExperimentOptions;
  readonly setup: TrainingSetup;
  readonly arms: readonly Arm[];
  readonly place: DataPlace | undefined;
  readonly callFunction: CallFunction;
  /** Opens the model of an arm with arguments of its own. */
  readonly openWith: OpenWith;
  /** Rates that the pilots try. */
  readonly rates: readonly number[];
}

type Context = JobContext<ExperimentDraft, Cell<ExperimentCell>>;

/** The cells of one plan, computed one by one. */
export interface Cells {
  /** The fingerprint that a kept cell must carry. */
  readonly fingerprint: string;
  readonly rates: readonly number[];
  /** The arms whose rates pilots choose. */
  readonly searched: readonly Arm[];
  /** Seconds of one cell of an arm. */
  cost(arm: Arm): Promise<number>;
  /** Everything that decides the cost of an arm's cell. */
  costKey(arm: Arm): string;
  /** Computes a cell of the plan, and the pilots that it needs and that are not there. */
  complete(cell: PlannedCell, context: Context): Promise<void>;
}

function ablationOf({ graph }: ModelDescription, { cut }: Arm): Ablation | undefined {
  if (cut.length === 0) return undefined;
  return { edges: new Set(cut.map(edgeKey)), idle: withoutEdges(graph, cut).idle };
}

/** Reasons for every cell alike; a framework that cannot runs none. */
function startLab(model: OpenedModel): NonNullable<OpenedModel['experiment']> {
  const start = model.experiment?.bind(model);
  if (start) return start;
  const { runtime, description } = model;
  const why = message('experiments.runtime-cannot', { runtime: runtime.library });
  throw new Failure('invalid-argument', why, description.source);
}

class OpenedCells implements Cells {
  readonly rates: readonly number[];
  readonly searched: readonly Arm[];
  private readonly work: CellWork;
  private readonly pilots = new Map<string, ExperimentCell>();

  constructor(
    private readonly given: CellsSetup,
    private readonly data: OpenSeed,
    readonly fingerprint: string,
  ) {
    const { kind, options, arms, rates } = given;
    this.work = works[kind.work];
    const isSearched = kind.searchesRate && options.learningRate === undefined;
    this.rates = isSearched ? rates : [];
    this.searched = isSearched ? arms.filter(({ rateOf }) => rateOf === undefined) : [];
  }

  costKey({ cut, changes, arguments: own }: Arm): string {
    const { kind, options } = this.given;
    const { steps, samples, batchSize, optimizer } = options;
    return JSON.stringify({
      work: kind.work,
      steps,
      samples,
      batchSize,
      optimizer,
      cut,
      changes,
      own,
    });
  }

  async cost(arm: Arm): Promise<number> {
    const { seed, learningRate } = this.given.options;
    return this.work.cost(
      await this.run({ arm, seed, rate: learningRate ?? this.rates[0] ?? 0.01 }),
    );
  }

  async complete(cell: PlannedCell, context: Context): Promise<void> {
    const arm = this.given.arms.find(({ id }) => id === cell.arm);
    if (!arm) return;
    await this.emit(cell, { arm, rate: await this.rateFor(arm, context), context });
  }

  /** The rate given for all, or the one of the arm's pilots with the least loss. */
  private async rateFor(arm: Arm, context: Context): Promise<number> {
    const { options, arms } = this.given;
    if (options.learningRate !== undefined) return options.learningRate;
    const owner = arms.find(({ id }) => id === (arm.rateOf ?? arm.id)) ?? arm;
    const losses: [rate: number, loss: number][] = [];
    for (const pilot of pilotsOf(owner, this.rates)) {
      const cell = await this.pilotCell(pilot, { arm: owner, context });
      const { loss = Infinity } = cell.outcome === 'done' ? cell.numbers : {};
      losses.push([pilot.pilotRate ?? 0, loss]);
    }
    losses.sort(([, a], [, b]) => a - b);
    return losses[0]?.[0] ?? 0;
  }

  private async pilotCell(
    pilot: PlannedCell,
    { arm, context }: { readonly arm: Arm; readonly context: Context },
  ): Promise<ExperimentCell> {
    const earlier = context.cells.find(
      ({ id, value }) => id === pilot.id && value.of === this.fingerprint,
    );
    const known = this.pilots.get(pilot.id) ?? earlier?.value;
    if (known) return known;
    const cell = await this.emit(pilot, { arm, rate: pilot.pilotRate ?? 0, context });
    this.pilots.set(pilot.id, cell);
    return cell;
  }

  private async emit(
    { id, seed, pilotRate }: PlannedCell,
    { arm, rate, context }: { readonly arm: Arm; readonly rate: number; readonly context: Context },
  ): Promise<ExperimentCell> {
    const before = process.cpuUsage();
    const steps = this.given.options.steps;
    const run = await this.run({
      arm,
      seed,
      rate,
      // Half of the steps tell a rate that learns from one that does not.
      ...(pilotRate !== undefined && { steps: Math.max(1, Math.round(steps / 2)) }),
      onStep: (done, total) => context.progress({ stage: 'running experiment', done, total }),
    });
    const measurement = await this.work.compute(run);
    const { user, system } = process.cpuUsage(before);
    const value: ExperimentCell = {
      ...measurement,
      arm: arm.id,
      seed,
      learningRate: rate,
      of: this.fingerprint,
      cpuSeconds: (user + system) / 1e6,
    };
    await context.cell({ id, value });
    return value;
  }

  private async run({
    arm,
    seed,
    rate,
    steps,
    onStep = () => undefined,
  }: Pick<CellRun, 'arm' | 'seed' | 'rate'> & {
    readonly steps?: number;
    readonly onStep?: CellRun['onStep'];
  }): Promise<CellRun> {
    const { setup, options, openWith } = this.given;
    const model = arm.arguments ? await openWith(arm.arguments) : this.given.model;
    const { description } = model;
    const skips = findSkips(description.graph);
    const ablation = ablationOf(description, arm);
    const own = { ...setup, ...(ablation && { ablation }) };
    const { changes } = arm;
    return {
      model,
      arm,
      seed,
      rate,
      isPilot: steps !== undefined,
      onStep,
      options: steps === undefined ? options : { ...options, steps },
      data: this.data(setup.losses, seed),
      blocks: residualBlocks(description.graph, skips).map(({ bodies, shortcuts }) => ({
        bodies: bodies.map(edgeKey),
        shortcuts: shortcuts.map(edgeKey),
      })),
      plan: measurePlan(description, { items: [] }, thresholdsWith({})),
      openLab: () => startLab(model)(seed, { ...own, skipIdle: true, ...(changes && { changes }) }),
      openTrainer: () =>
        model.start(seed, { ...own, optimizer: { ...own.optimizer, learningRate: rate } }),
    };
  }
}

/** SHA-256 of everything that decides a cell: the text, the network, its weights, the data, the settings. */
async function fingerprintOf(given: CellsSetup, data: OpenSeed, lab: Lab): Promise<string> {
  const { options, setup, subject, model, kind } = given;
  const { seed, ...all } = options;
  const settings = { ...all, seeds: undefined };
  const { graph, weights, compiled } = model.description;
  const batch = data(setup.losses, seed).measured(Math.min(options.samples, 8));
  const { loss } = await lab.evaluate(batch, 'training');
  const network = { graph, weights, compiled, optimizer: setup.optimizer, losses: setup.losses };
  const sum = createHash('sha256');
  sum.update(subject.content);
  sum.update(JSON.stringify({ network, settings, work: kind.work, loss }));
  for (const { values } of batch.inputs)
    sum.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  sum.update(weightsHash(await lab.weights()));
  return sum.digest('hex');
}

/** Opens the cells of a plan. Rejects with a `Failure` if data and model disagree. */
export async function openCells(given: CellsSetup): Promise<Cells> {
  const { model, options, place, callFunction, setup } = given;
  const ask = { model: model.description, options, place, callFunction };
  const data = await openExperimentData(ask);
  const lab = await startLab(model)(options.seed, setup);
  try {
    return new OpenedCells(given, data, await fingerprintOf(given, data, lab));
  } finally {
    lab.dispose();
  }
}
