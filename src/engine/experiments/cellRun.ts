import type { Arm, ExperimentCell, ExperimentOptions } from '../../shared/experiment/experiment';
import type { Lab } from '../model/lab';
import type { OpenedModel } from '../model/openedModel';
import type { MeasurePlan, Trainer } from '../model/trainer';
import type { SeedData } from './data';

export interface MergedEdges {
  readonly bodies: readonly string[];
  readonly shortcuts: readonly string[];
}

/** Everything that the computation of one cell needs. */
export interface CellRun {
  readonly model: OpenedModel;
  readonly options: ExperimentOptions;
  readonly arm: Arm;
  readonly seed: number;
  /** It chooses a rate: nothing counts but its loss. */
  readonly isPilot: boolean;
  readonly data: SeedData;
  /** The rate at the start of the training. */
  readonly rate: number;
  /** The merges of the network: edges (`to:slot`) that its bodies and its shortcuts end by. */
  readonly blocks: readonly MergedEdges[];
  openLab(): Promise<Lab>;
  openTrainer(): Promise<Trainer>;
  readonly plan: MeasurePlan;
  onStep(done: number, total: number): void;
}

export type Measurement = Omit<ExperimentCell, 'arm' | 'seed' | 'of' | 'cpuSeconds'>;

/** One kind of work: how a cell is computed, and what it will take. */
export interface CellWork {
  compute(run: CellRun): Promise<Measurement>;
  /** Seconds of one cell, from a small part of it. */
  cost(run: CellRun): Promise<number>;
}

/** Milliseconds of a piece of work. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Steps get quicker while V8 compiles what they run: at least two go before, and as many as fit a second. */
const WARM = { least: 2, most: 12, milliseconds: 1000 } as const;
const TIMED = 3;

/** Milliseconds of one step of a piece of work that goes on for many. */
export async function timedStep(step: (at: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + WARM.milliseconds;
  for (let at = 0; at < WARM.most && (at < WARM.least || performance.now() < end); at++) {
    await step(at);
  }
  const times: number[] = [];
  for (let at = 0; at < TIMED; at++) times.push(await timed(() => step(at)));
  return times.sort((a, b) => a - b)[1] ?? NaN;
}

/** Uses a lab and frees it. */
export async function withLab<T>(run: CellRun, use: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await run.openLab();
  try {
    return await use(lab);
  } finally {
    lab.dispose();
  }
}
