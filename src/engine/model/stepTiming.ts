import type { LayerId } from '../../shared/network/network';
import type { ByPhase } from '../../shared/report/profile';

/** The milliseconds of one step by what they were spent on; the taps' own are taken out. */
export interface TappedTiming {
  /** By application; those that took no part are missing. */
  readonly layers: ReadonlyMap<LayerId, ByPhase<number>>;
  /** The loss itself, forward and backward. */
  readonly loss: number;
  /** Whole phases, the loss included. */
  readonly phases: ByPhase<number>;
  /** Milliseconds that the taps took. */
  readonly tapCost: number;
}

/** One training step that was timed. */
export interface StepTiming {
  /** From the batch on the device to the loss read back. */
  readonly milliseconds: number;
  /** Present if the step was tapped. */
  readonly tapped?: TappedTiming;
  /** Most bytes of tensors that were alive at once, weights and optimizer included. Absent if not known. */
  readonly peakBytes?: number;
  /** Bytes of the heap that the backend computes in. Absent if it has none of its own. */
  readonly heapBytes?: number;
  /** Bytes that the optimizer keeps from step to step, as it stands behind this step. */
  readonly optimizerBytes?: number;
}

/** Things that a timed step watches besides its whole time. */
export interface TimingOptions {
  /** Layers, by taps: only where an operation ends before the next one starts. */
  readonly layers?: boolean;
  /** Tensors alive. */
  readonly memory?: boolean;
}

/** The most that a device does. */
export interface DeviceRoof {
  readonly macsPerSecond: number;
  readonly bytesPerSecond: number;
}
