import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../../shared/network/network';
import type { PassMode } from '../../model/passMode';
import type { CompiledSpec, ModelDescription } from '../../model/modelDescription';

/** One weight of a model, as the variable that holds it. */
export interface ModelWeight {
  /** The first application of the layer that owns it. */
  readonly layer: LayerId;
  /** Short and stable: `kernel`, `bias`, `gamma`. */
  readonly name: string;
  /** Number of entries, if it is known without the variable. */
  readonly size?: number;
  /** May be made when it is first asked for. */
  readonly variable: tf.Variable;
  readonly trainable: boolean;
  /** The axis of its units, of which each has an output of its own; the last if absent, `null` if not known. */
  readonly unitAxis?: number | null;
}

/** Sees every tensor of a forward pass; returns the tensor to go on with. */
export interface Tap {
  edge(from: LayerId, to: LayerId, slot: number, value: tf.Tensor): tf.Tensor;
  output(layer: LayerId, output: number, value: tf.Tensor): tf.Tensor;
}

/** Takes targets and predictions; gives one value per sample or position, or their mean. */
export type LossFunction = (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor;

export interface NamedLoss {
  readonly name: string;
  readonly call: LossFunction;
}

/** The losses and the optimizer of the user's own training. */
export interface CompiledWith extends Pick<CompiledSpec, 'isOfFile'> {
  /** One per output. */
  readonly losses: readonly NamedLoss[];
  /** Absent if the code tells the loss only. */
  readonly optimizer?: tf.Optimizer;
}

/** The differences of a forward pass from that of training. */
export interface PassOptions {
  /** `training` if absent. */
  readonly mode?: PassMode;
  /** Layers to leave out if their shapes are known: their readers get zeros. */
  readonly without?: ReadonlySet<LayerId>;
}

/** A model that TensorFlow.js trains, with its weights: the product of this framework's readers. */
export interface BuiltModel extends Omit<ModelDescription, 'weights' | 'compiled'> {
  readonly weights: readonly ModelWeight[];
  /** Absent if the user did not compile the model. */
  readonly compiled?: CompiledWith;
  /** Running statistics that are not among the weights; they are kept and put back with them. */
  readonly statistics?: () => readonly tf.Variable[];
  /** The user's own code makes and trains it, with this framework. */
  readonly isOfSource?: true;
  /** Taps see tensors with their channels last, wherever the description has them. */
  readonly channelsLast?: boolean;
  /** One forward pass; call inside `tf.tidy` or a gradient function. */
  forward(inputs: readonly tf.Tensor[], tap: Tap, options?: PassOptions): tf.Tensor[];
  /** The framework's own loss of this name. Throws a `Failure` of code `invalid-argument`. */
  namedLoss(name: string): NamedLoss;
  /** Scalar penalties of the regularizers of all layers but some, to be added to the loss. */
  penalties(without?: ReadonlySet<LayerId>): tf.Scalar[];
  /** Frees every weight and every tensor that the model holds. */
  dispose(): void;
}

/** Builds the same model again with weights drawn for `seed`. */
export type BuildModel = (seed: number) => Promise<BuiltModel>;
