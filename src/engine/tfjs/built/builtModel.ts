import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../../shared/network/network';
import type { ModelDescription } from '../../model/modelDescription';

/** One weight of a model, as the variable that holds it. */
export interface ModelWeight {
  /** The first application of the layer that owns it. */
  readonly layer: LayerId;
  /** Short and stable: `kernel`, `bias`, `gamma`. */
  readonly name: string;
  readonly variable: tf.Variable;
  readonly trainable: boolean;
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

/** The losses and the optimizer that the user passed to `compile`. */
export interface CompiledWith {
  /** One per output. */
  readonly losses: readonly NamedLoss[];
  readonly optimizer: tf.Optimizer;
}

/** A model of TensorFlow.js with its weights: the product of this framework's readers. */
export interface BuiltModel extends Omit<ModelDescription, 'framework' | 'weights' | 'compiled'> {
  readonly framework: 'tfjs';
  readonly weights: readonly ModelWeight[];
  /** Absent if the user did not compile the model. */
  readonly compiled?: CompiledWith;
  /** One forward pass in training mode; call inside `tf.tidy` or a gradient function. */
  forward(inputs: readonly tf.Tensor[], tap: Tap): tf.Tensor[];
  /** The framework's own loss of this name. Throws a `Failure` of code `invalid-argument`. */
  namedLoss(name: string): NamedLoss;
  /** Scalar penalties of the regularizers of all layers but some, to be added to the loss. */
  penalties(without?: ReadonlySet<LayerId>): tf.Scalar[];
  /** Frees every weight and every tensor that the model holds. */
  dispose(): void;
}

/** Builds the same model again with weights drawn for `seed`. */
export type BuildModel = (seed: number) => Promise<BuiltModel>;
