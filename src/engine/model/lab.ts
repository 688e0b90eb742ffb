import type { Disposable } from '../../shared/base/lifecycle';
import type { ArmChange } from '../../shared/experiment/experiment';
import type { PassMode } from './passMode';
import type { BatchData, TrainingSetup, WeightOffset } from './trainer';

/** A network as an experiment trains it. */
export interface LabSetup extends TrainingSetup {
  /** Layers that nothing reads in this arm: they are not computed if their shapes are known. */
  readonly skipIdle?: boolean;
  /** Further changes to the network as it was opened. */
  readonly changes?: readonly ArmChange[];
}

/** The values of one weight. */
export interface WeightValues {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

export interface Evaluation {
  readonly loss: number;
  /** The share of samples whose largest output is not the one of their target; absent if none is a class. */
  readonly error?: number;
}

/** ∂y/∂x of a batch, row by row. */
export interface InputGradient {
  /** One row after the other, all entries of the first input. */
  readonly gradient: Float32Array;
  readonly rows: number;
  /** Spread of the outputs over the rows: the standard deviation, root mean square over the outputs. */
  readonly spread: number;
}

/** Angles that a body's gradient is turned by in the complex plane, one for each pair of rows. */
export interface Rotation {
  /** Edges (`to:slot`) by which the bodies end. */
  readonly bodies: ReadonlySet<string>;
  readonly angles: readonly number[];
}

/** Factors that the gradient on some edges (`to:slot`) is multiplied by, one for each row. */
export type RowFactors = ReadonlyMap<string, readonly number[]>;

/** The quantity whose gradient by the inputs is taken. */
export interface GradientAsk {
  readonly mode: PassMode;
  /** `loss`: its sum over the rows; a number: the sum of that output before a softmax or sigmoid, if any. */
  readonly of: 'loss' | number;
  /**
   * The second half of the rows is the imaginary part of the first: it starts at zero, and bodies turn the two
   * (see `Rotation`).
   */
  readonly rotation?: Rotation;
  readonly factors?: RowFactors;
}

/**
 * One model with weights of its own that an experiment trains, evaluates and looks into. Numbers go in and come
 * out. Disposal frees all that it holds, and puts weights and random numbers back.
 */
export interface Lab extends Disposable {
  /** One training step at a rate. Gives the loss before it. */
  train(batch: BatchData, rate: number): Promise<number>;
  /** Loss and error of a batch; weights, moving statistics and random numbers stay as they are. */
  evaluate(batch: BatchData, mode: PassMode, offset?: WeightOffset): Promise<Evaluation>;
  /**
   * The same with zeros over these edges (`to:slot`) and over no others: those that the network is trained
   * without carry their values unless they are named.
   */
  evaluateWithout(
    batch: BatchData,
    mode: PassMode,
    edges: ReadonlySet<string>,
  ): Promise<Evaluation>;
  /** Root mean square of ∂L/∂W of one weight, by its position in the description, in training mode. */
  weightGradient(batch: BatchData, weight: number): Promise<number>;
  /** ∂/∂x of the first input. */
  inputGradient(batch: BatchData, ask: GradientAsk): Promise<InputGradient>;
  /** Makes the running statistics those of a batch. */
  settle(batch: BatchData): void;
  /** The values of all weights, in the order of the description. */
  weights(): Promise<readonly WeightValues[]>;
}
