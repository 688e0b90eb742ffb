import type { BatchPoint, Roof } from '../../shared/report/profile';
import type { DataSource } from '../data/batch';
import type { DeviceRoof, StepTiming, TimingOptions } from '../model/stepTiming';
import type { BatchData, Trainer } from '../model/trainer';
import { quartilesOf } from './quartiles';
import type { MeasuredSteps } from './summariseSteps';

/** A trainer that can be timed. */
export type TimedTrainer = Trainer & Required<Pick<Trainer, 'timedStep'>>;

export interface MeasureOptions {
  readonly steps: number;
  readonly warmup: number;
  /** Layers are timed too. */
  readonly layers: boolean;
  onStep(): void;
}

/** The steps of one batch size, and what the steps before them told. */
export interface Measurement extends MeasuredSteps {
  readonly batchSize: number;
  readonly optimizerBytes: number;
  readonly peakBytes?: number;
  readonly heapBytes?: number;
}

/** The first step makes the optimizer's state, and the second has its whole memory. */
export const LEAST_WARMUP = 2;

async function warmUp(
  step: (options: TimingOptions) => Promise<StepTiming>,
  warmup: number,
): Promise<Pick<Measurement, 'optimizerBytes' | 'peakBytes' | 'heapBytes'>> {
  let [optimizerBytes, peakBytes, heapBytes]: (number | undefined)[] = [];
  for (let i = 0; i < warmup; i++) {
    const timing = await step({ memory: i === warmup - 1 });
    optimizerBytes = timing.optimizerBytes;
    peakBytes ??= timing.peakBytes;
    heapBytes = timing.heapBytes;
  }
  return {
    optimizerBytes: optimizerBytes ?? 0,
    ...(peakBytes !== undefined && { peakBytes }),
    ...(heapBytes !== undefined && { heapBytes }),
  };
}

/** Times steps without taps and with them, one after the other, on the same batch. */
export async function measureSteps(
  trainer: TimedTrainer,
  data: DataSource,
  options: MeasureOptions,
): Promise<Measurement> {
  const { steps, warmup, layers } = options;
  const batch: BatchData = data.batch(0);
  const step = async (watched: TimingOptions): Promise<StepTiming> => {
    const timing = await trainer.timedStep(batch, watched);
    options.onStep();
    return timing;
  };
  const before = await warmUp(step, warmup);
  const untapped: StepTiming[] = [];
  const tapped: MeasuredSteps['tapped'][number][] = [];
  for (let i = 0; i < steps; i++) {
    untapped.push(await step({}));
    if (!layers) continue;
    const timing = await step({ layers: true });
    if (timing.tapped) tapped.push({ ...timing, tapped: timing.tapped });
  }
  return { batchSize: data.batchSize, warmup, untapped, tapped, ...before };
}

/** The throughput of one batch size. */
export function pointOf({ batchSize, untapped, peakBytes }: Measurement): BatchPoint {
  const step = quartilesOf(untapped.map(({ milliseconds }) => milliseconds));
  return {
    batchSize,
    step,
    samplesPerSecond: step.median > 0 ? (1000 * batchSize) / step.median : 0,
    ...(peakBytes !== undefined && { peakBytes }),
  };
}

/** The roof with the point where its two parts meet. */
export const roofOf = ({ macsPerSecond, bytesPerSecond }: DeviceRoof): Roof => ({
  macsPerSecond,
  bytesPerSecond,
  ridge: bytesPerSecond > 0 ? macsPerSecond / bytesPerSecond : 0,
});
