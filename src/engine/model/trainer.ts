import type { Message } from '../../shared/base/message';
import type { Disposable } from '../../shared/base/lifecycle';
import type { LayerId } from '../../shared/network/network';
import type { DataType, Nonlinearity } from './modelDescription';
import type { PassMode } from './passMode';
import type { ActivationReading, StepReadings } from './stepReadings';
import type { DeviceRoof, StepTiming, TimingOptions } from './stepTiming';
import type { TrainerState } from './trainerState';

/** Plain numbers in the shape of a tensor, the batch first. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly dtype: DataType;
  readonly values: Float32Array | Int32Array;
}

/**
 * `oneHot`: classes on the last axis; `labels`: their numbers; `binary`: 0 or 1; `signs`: −1 or 1; `counts`:
 * from 0; `sigmoidValues`: 0 or 1 if data are made, any number of the user's own.
 */
export type TargetForm =
  'oneHot' | 'labels' | 'binary' | 'signs' | 'counts' | 'sigmoidValues' | 'values';

/** The loss of one output, and the form of its targets. */
export interface LossChoice {
  readonly name: string;
  readonly form: TargetForm;
  /** It is the one that the model was compiled with. */
  readonly isCompiled: boolean;
}

export interface OptimizerChoice {
  readonly name: string;
  /** Absent if the model's own optimizer does not tell it. */
  readonly learningRate?: number;
  /** The source of name and rate. Where it is `model`, the optimizer of the compiled model itself trains. */
  readonly origin: 'default' | 'model' | 'user';
  /** All settings but the rate are those of the model's own optimizer. */
  readonly keepsOwn?: true;
}

/** Edges that a model is trained without: their readers get zeros, and no gradient comes back over them. */
export interface Ablation {
  /** Keys (`to:slot`). */
  readonly edges: ReadonlySet<string>;
  /** Layers that lead only to these edges: their regularizers add nothing to the loss. */
  readonly idle: ReadonlySet<LayerId>;
}

/** Losses and optimizer of a training, and the edges that it goes without. */
export interface TrainingSetup {
  /** One per output. */
  readonly losses: readonly LossChoice[];
  readonly optimizer: OptimizerChoice;
  readonly ablation?: Ablation;
}

/** One training step's data. */
export interface BatchData {
  /** In the order of the model's inputs. */
  readonly inputs: readonly TensorData[];
  /**
   * The targets of one output in the form of its loss, made to fit the prediction, whose shape is known
   * once a pass has run. Throws a `Failure` of code `unusable-data` if the user's data do not fit.
   */
  target(output: number, predictionShape: readonly number[]): TensorData;
}

/** The curve by which units die or saturate, and the limit beyond which they count so. */
export interface UnitWatch {
  readonly curve: Nonlinearity;
  /** For a rectifier the share of a unit's values that must be zero, else the slope that counts as flat. */
  readonly limit: number;
  /** The axis whose entries are the units; the last if it is absent. */
  readonly channelAxis?: number;
}

/** The edges through which the gradient of a skip comes back to its fork. */
export interface ForkPlan {
  readonly skip: string;
  readonly from: LayerId;
  /** Keys of the edges that the shortcut leaves the fork by. */
  readonly shortcut: readonly string[];
  /** Keys of all other edges that leave the same output of the fork. */
  readonly body: readonly string[];
}

/** The measurements of a step besides every edge. */
export interface MeasurePlan {
  /** Outputs (`layer:output`) with several readers, or read by the loss: they need a tap of their own. */
  readonly tappedOutputs: ReadonlySet<string>;
  /** Layers that no gradient passes through on its own: inputs and tables. */
  readonly roots: ReadonlySet<LayerId>;
  readonly forks: ReadonlyMap<LayerId, readonly ForkPlan[]>;
  /** Keys of the edges whose gradients a fork needs whole. */
  readonly held: ReadonlyMap<string, LayerId>;
  /** The axis of time on edges (`to:slot`) that a recurrent layer reads a whole sequence by. */
  readonly sequences: ReadonlyMap<string, number>;
  /** Layers whose units can die or saturate. */
  readonly watched: ReadonlyMap<LayerId, UnitWatch>;
  /** Histograms of the weight gradients are taken too. */
  readonly histograms: boolean;
}

/** Numbers to add to weights for one evaluation of the loss, by the weight's position in the description. */
export type WeightOffset = ReadonlyMap<number, Float32Array>;

/** Passes without a backward one, and the layers to look at. */
export interface PassPlan {
  readonly layers: ReadonlySet<LayerId>;
  readonly modes: readonly PassMode[];
}

/** The first output of each layer that was looked at. */
export type Activations = ReadonlyMap<LayerId, ActivationReading>;

/** A layer that the framework's own training refuses, and what it says. */
export interface Refusal {
  readonly layer: LayerId;
  /** The framework and its version. */
  readonly by: string;
  readonly reason: string;
}

/**
 * One model with weights of its own that can be trained. Numbers go in and come out; the tensors never leave
 * it. Disposal frees all that it holds and restores the process.
 */
export interface Trainer extends Disposable {
  /** The optimizer's deviation from its paper, if any. */
  readonly differs?: Message;
  /**
   * One forward pass in training mode, loss, one backward pass, one update.
   * Rejects with a `Failure` of code `unusable-data` if the loss refuses the targets.
   */
  step(batch: BatchData, plan: MeasurePlan): Promise<StepReadings>;
  /**
   * The loss of a batch in training mode, without an update: weights, moving statistics and the state of
   * the random numbers stay as they are. Rejects as `step` does.
   */
  lossAt(batch: BatchData, offset?: WeightOffset): Promise<number>;
  /** One training step without a measurement. Gives the loss before it. Rejects as `step` does. */
  train(batch: BatchData): Promise<number>;
  /**
   * The first outputs of some layers, in one pass after the other; afterwards weights, moving statistics and
   * random numbers are as before.
   */
  passes(batch: BatchData, plan: PassPlan): Promise<readonly Activations[]>;
  /**
   * The layer that the framework's own training would have refused in the steps so far, tried on this batch; no
   * other step may follow.
   */
  refusal?(batch: BatchData): Promise<Refusal | undefined>;
  /**
   * The same step as `step` takes, timed instead of measured; absent if the framework cannot. Rejects as
   * `step` does.
   */
  timedStep?(batch: BatchData, options: TimingOptions): Promise<StepTiming>;
  /** The most that the device does: a product of matrices, and a copy. Absent if it cannot be told. */
  roof?(): Promise<DeviceRoof>;
  /** Makes room for so many bytes at once, where room that grows bit by bit takes time. */
  reserve?(bytes: number): void;
  /** The weights and the penalties as they are; changes nothing. */
  state(): Promise<TrainerState>;
}
