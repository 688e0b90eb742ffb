import type * as tf from '@tensorflow/tfjs-core';
import type { CompiledSpec, ModelDescription, WeightSpec } from '../../model/modelDescription';
import type { BuiltModel, CompiledWith, ModelWeight } from './builtModel';

const rateOf = (optimizer: tf.Optimizer): number | undefined =>
  (optimizer as tf.Optimizer & { readonly learningRate?: number }).learningRate;

/** An optimizer of the user's own may be of a class that declares no name. */
const nameOf = (optimizer: tf.Optimizer): string => {
  const declared = optimizer.getClassName() as string | undefined;
  return (declared ?? optimizer.constructor.name).toLowerCase();
};

const compiledSpec = ({ losses, optimizer, isOfFile }: CompiledWith): CompiledSpec => ({
  losses: losses.map(({ name }) => name),
  ...(optimizer && { optimizer: optimizerSpec(optimizer) }),
  ...(isOfFile && { isOfFile }),
});

function optimizerSpec(optimizer: tf.Optimizer): NonNullable<CompiledSpec['optimizer']> {
  const learningRate = rateOf(optimizer);
  return { name: nameOf(optimizer), ...(learningRate !== undefined && { learningRate }) };
}

function weightSpec(weight: ModelWeight): WeightSpec {
  const { layer, name, trainable, unitAxis } = weight;
  const size = weight.size ?? weight.variable.size;
  return { layer, name, size, trainable, ...(unitAxis !== undefined && { unitAxis }) };
}

/** A model without its tensors and functions. */
export function describeBuilt(model: BuiltModel): ModelDescription {
  const { name, framework, source, graph, inputs, outputs, nonlinearities, initialisation } = model;
  const { cannotRun, notMeasured, compiled, unused, faults, standIns } = model;
  return {
    name,
    framework,
    source,
    arguments: model.arguments,
    ...(standIns && { standIns }),
    graph,
    inputs,
    outputs,
    weights: model.weights.map(weightSpec),
    nonlinearities,
    initialisation,
    ...(compiled && { compiled: compiledSpec(compiled) }),
    ...(cannotRun !== undefined && { cannotRun }),
    ...(unused && { unused }),
    ...(faults && { faults }),
    ...(notMeasured && { notMeasured }),
  };
}
