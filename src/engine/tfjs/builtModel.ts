import type * as tf from '@tensorflow/tfjs-core';
import type { LayerId, NetworkGraph, Shape } from '../../shared/network/network';
import type { ModelArgument, NotMeasured } from '../../shared/report/report';
import type { Message } from '../../shared/base/message';
import type { SourcePosition } from '../../shared/base/source';

/** One tensor that a model takes or returns. */
export interface TensorSpec {
  readonly layer: LayerId;
  readonly shape: Shape;
  readonly dtype: tf.DataType;
  /** Size of the vocabulary where the tensor holds token ids that an embedding looks up. */
  readonly vocabulary?: number;
}

/** One weight of the model as the probe reads and trains it. */
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

/** What the last layer says about the targets; the probe chooses loss and data from it. */
export type OutputActivation = 'softmax' | 'sigmoid' | 'linear' | 'other';

/** Takes targets and predictions; gives one value per sample or position, or their mean. */
export type LossFunction = (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor;

export interface NamedLoss {
  readonly name: string;
  readonly call: LossFunction;
}

/** What the user compiled the model with, if they did. */
export interface CompiledWith {
  /** One per output. */
  readonly losses: readonly NamedLoss[];
  readonly optimizer: tf.Optimizer;
}

/** What a layer's outputs tell about its units: exactly zero, or at the flat ends of the curve. */
export type Nonlinearity = 'rectifier' | 'sigmoid' | 'tanh';

/** A model that exists, whatever it was written in. Nothing outside `engine/frontends` knows more of it. */
export interface BuiltModel {
  readonly name: string;
  readonly framework: 'tfjs';
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
  readonly graph: NetworkGraph;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly (TensorSpec & { readonly activation: OutputActivation })[];
  readonly weights: readonly ModelWeight[];
  /** Layers whose units can die or saturate, by the nonlinearity that they end with. */
  readonly nonlinearities: ReadonlyMap<LayerId, Nonlinearity>;
  readonly compiled?: CompiledWith;
  /** `saved` weights stay as they are for every seed. */
  readonly initialisation: 'random' | 'saved';
  /** Why no pass can be run, as one sentence that names the layer: such a model has a graph and is not probed. */
  readonly cannotRun?: string | Message;
  /** What the file of a saved model does not give, such as its weights. */
  readonly notMeasured?: readonly NotMeasured[];
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
