import { meanOf } from '../../shared/base/statistics';
import { lossInput } from '../../shared/model/lossInput';
import type { OneBatchProbe, Probe } from '../../shared/report/probe';
import type { ModelDescription } from '../model/modelDescription';
import type { BatchData, TensorData, Trainer, TrainingSetup } from '../model/trainer';

export interface OneBatchRun {
  readonly model: Pick<ModelDescription, 'outputs' | 'weights'>;
  readonly setup: TrainingSetup;
  readonly seconds: number;
  /** The part of the loss that regularizers add. */
  readonly penalty: number;
  /** Milliseconds, from any start. */
  readonly now?: () => number;
}

/** More would fit what is easy to fit a thousand times over. */
const MOST_STEPS = 5000;
/** A loss below this share of a constant prediction's is a fit: no more steps are needed. */
const FITS = 0.05;
const HUNDREDTH = 0.01;

/** Trains on one batch until it fits, or the time is over. */
export async function oneBatchProbe(
  trainer: Trainer,
  batch: BatchData,
  { model, setup, seconds, penalty, now = () => performance.now() }: OneBatchRun,
): Promise<Pick<Probe, 'oneBatch'>> {
  const targets: TensorData[] = [];
  const seen: BatchData = {
    inputs: batch.inputs,
    target: (output, shape) => (targets[output] = batch.target(output, shape)),
  };
  const began = now();
  const losses = [(await trainer.train(seen)) - penalty];
  const constant = constantLoss(setup, targets);
  const goal = constant === undefined ? -Infinity : constant * FITS;
  const goesOn = (loss = NaN): boolean => Number.isFinite(loss) && loss >= goal;
  const hasTime = (): boolean => losses.length < MOST_STEPS && now() - began < seconds * 1000;
  while (goesOn(losses.at(-1)) && hasTime()) losses.push((await trainer.train(batch)) - penalty);
  const [start = NaN] = losses;
  if (!Number.isFinite(start)) return {};
  return {
    oneBatch: {
      steps: losses.length,
      milliseconds: now() - began,
      start,
      ...fallOf(losses, constant ?? Math.abs(start)),
      ...(constant !== undefined && { constant }),
      cannotFit: cannotFit(model, batch, targets),
    },
  };
}

/** The lowest loss, none if the last is not finite, and whether it fell little in the second half of the steps. */
function fallOf(
  losses: readonly number[],
  constant: number,
): Pick<OneBatchProbe, 'lowest' | 'hasSettled'> {
  if (!Number.isFinite(losses.at(-1))) return { hasSettled: false };
  const lowest = Math.min(...losses);
  const half = Math.min(...losses.slice(0, Math.floor(losses.length / 2) + 1));
  return { lowest, hasSettled: losses.length > 1 && half - lowest < HUNDREDTH * constant };
}

/** Of one output, with a loss whose best constant prediction is known. */
function constantLoss(
  { losses }: TrainingSetup,
  targets: readonly TensorData[],
): number | undefined {
  const [loss, ...others] = losses;
  const [target] = targets;
  if (!loss || !target || others.length > 0) return undefined;
  const takes = lossInput(loss.name);
  if (takes?.startsWith('class')) return entropy(shares(target, loss.form === 'oneHot'));
  if (takes?.startsWith('unit')) return meanOf(columns(target).map((column) => ofBits(column)));
  const isSquared = takes === 'values' && /squared|mse/i.test(loss.name);
  return isSquared ? meanOf(columns(target).map(variance)) : undefined;
}

/** The share of each class among the samples, or places. */
function shares({ values, shape }: TensorData, isOneHot: boolean): number[] {
  const width = isOneHot ? (shape.at(-1) ?? 1) : 1;
  const counts = new Map<number, number>();
  const add = (at: number, count: number): void =>
    void counts.set(at, (counts.get(at) ?? 0) + count);
  values.forEach((value, at) => (isOneHot ? add(at % width, value) : add(value, 1)));
  const rows = values.length / width;
  return [...counts.values()].map((count) => count / rows);
}

const entropy = (parts: readonly number[]): number =>
  parts.reduce((sum, part) => sum - (part > 0 ? part * Math.log(part) : 0), 0);

/** The values of each unit: entries of the last axis. */
function columns({ values, shape }: TensorData): number[][] {
  const width = shape.length > 1 ? (shape.at(-1) ?? 1) : 1;
  const found = Array.from({ length: width }, (): number[] => []);
  values.forEach((value, at) => found[at % width]?.push(value));
  return found;
}

const ofBits = (column: readonly number[]): number => {
  const share = meanOf(column);
  return entropy([share, 1 - share]);
};

function variance(column: readonly number[]): number {
  const mean = meanOf(column);
  return meanOf(column.map((value) => (value - mean) ** 2));
}

/** No network need fit more targets than it has weights, or samples with the same inputs. */
function cannotFit(
  { outputs, weights }: OneBatchRun['model'],
  { inputs }: BatchData,
  targets: readonly TensorData[],
): boolean {
  const free = weights.reduce((sum, { size, trainable }) => sum + (trainable ? size : 0), 0);
  const rows = inputs[0]?.shape[0] ?? 0;
  const units = outputs[0]?.shape.at(-1) ?? 1;
  const asked = Math.max(targets[0]?.values.length ?? 0, rows * units);
  return free < asked || distinct(inputs, rows) < rows;
}

function distinct(inputs: readonly TensorData[], rows: number): number {
  const seen = new Set<string>();
  for (let row = 0; row < rows; row++) {
    const parts = inputs.map(({ values }) => {
      const width = values.length / rows;
      return values.subarray(row * width, (row + 1) * width).join();
    });
    seen.add(parts.join('|'));
  }
  return seen.size;
}
