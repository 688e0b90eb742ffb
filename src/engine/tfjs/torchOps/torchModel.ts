import * as tf from '@tensorflow/tfjs-core';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Recording } from '../../../shared/protocol/python/recording';
import { hash } from '../../data/random';
import { moved } from '../../model/batchAxis';
import type { ModelDescription } from '../../model/modelDescription';
import type { BuiltModel, CompiledWith, Tap } from '../built/builtModel';
import { operandEdges } from './edges';
import { initialTensor } from './initialValues';
import { torchLoss } from './losses';
import { torchOptimizer } from './optimizers';
import { runRecording, type NodeTap } from './runRecording';
import { inOrder, keptAsPicture, range, type Value } from './values/value';

/** A recording, and the network that was read from it. */
export interface RecordedModel {
  readonly recording: Recording;
  readonly description: ModelDescription;
  /** The layer of each recorded node that has one. */
  readonly layers: ReadonlyMap<number, LayerNode>;
  /** The position in `Recording.parameters` of each weight of the description. */
  readonly parameters: readonly number[];
}

/** Draws every parameter and buffer for a seed; one that is computed from others draws these first. */
function drawParameters({ parameters }: Recording, seed: number): tf.Variable[] {
  const made = new Map<number, tf.Variable>();
  const at = (index: number): tf.Variable => {
    const known = made.get(index);
    if (known) return known;
    const parameter = parameters[index];
    if (!parameter) throw new RangeError(`There is no parameter ${index}`);
    const variable = tf.tidy(() =>
      tf.variable(
        initialTensor({ parameter, seed: hash(seed, index), parameterAt: at }),
        parameter.trainable,
      ),
    );
    made.set(index, variable);
    return variable;
  };
  return parameters.map((_, index) => at(index));
}

/** Units are told by the last axis: a tensor of channels keeps them there. */
const asStored = (value: Value): Value =>
  value.channelsLast ? value : keptAsPicture(value.tensor);

/** Passes what a run shows of its nodes to a tap of the network's layers. */
function layerTap({ recording, layers }: RecordedModel, tap: Tap): NodeTap {
  const edgeOf = operandEdges(recording, layers);
  return {
    edge: (node, input, value) => {
      const edge = edgeOf(node, input);
      if (!edge) return value;
      const { from, to, slot, isParameter } = edge;
      return tap.edge(from, to, slot, isParameter ? tap.output(from, 0, value) : value);
    },
    output: (node, output, value) => {
      const layer = layers.get(node);
      if (!layer) return value;
      const { tensor, channelsLast } = layer.channelAxis === 1 ? asStored(value) : value;
      return { tensor: tap.output(layer.id, output, tensor), channelsLast };
    },
  };
}

/** Moves an axis to another place; the others keep their order. */
function withAxisMoved(x: tf.Tensor, from: number, to: number): tf.Tensor {
  return from === to ? x : tf.transpose(x, moved(range(0, x.rank), from, to));
}

/** Predictions with the batch first and their classes on the last axis, as losses and targets have them. */
const prediction = (value: Value, batchAxis = 0): tf.Tensor =>
  value.channelsLast ? value.tensor : withAxisMoved(inOrder(value), batchAxis, 0);

function withoutCompiled(description: ModelDescription): Omit<ModelDescription, 'compiled'> {
  const copy = { ...description };
  delete copy.compiled;
  return copy;
}

function compiledWith({ recording, description }: RecordedModel): CompiledWith | undefined {
  const { compiled } = description;
  if (!compiled) return undefined;
  const told = compiled.optimizer && recording.training?.optimizer;
  const optimizer = told && torchOptimizer(told);
  const { losses, isOfFile } = compiled;
  return {
    losses: losses.map(torchLoss),
    ...(optimizer && { optimizer }),
    ...(isOfFile && { isOfFile }),
  };
}

/** The weights of the description; the first variable that somebody asks for draws all. */
const weightsOf = (
  { recording, description, parameters }: RecordedModel,
  variables: () => readonly tf.Variable[],
): BuiltModel['weights'] =>
  description.weights.flatMap((weight, i) => {
    const index = parameters[i] ?? -1;
    if (!recording.parameters[index]) return [];
    return [
      {
        ...weight,
        get variable() {
          return variables()[index] as tf.Variable;
        },
      },
    ];
  });

/** The parameters that batch normalisation keeps its running statistics in. */
const runningStatistics = ({ nodes }: Recording): number[] => [
  ...new Set(
    nodes
      .filter(({ op }) => op === 'batch_norm')
      .flatMap(({ inputs }) =>
        inputs.flatMap((each) =>
          'parameter' in each && each.slot.startsWith('running_') ? each.parameter : [],
        ),
      ),
  ),
];

/** Left out, where its shape grows with the batch as the batch does. */
const isIdle = (layer: LayerNode | undefined, without: ReadonlySet<LayerId>): boolean =>
  layer !== undefined && layer.perSample === undefined && without.has(layer.id);

/**
 * A recorded model with weights for a seed, run by TensorFlow.js with torch's semantics. The weights are drawn when
 * they are first asked for, which throws `NotLowered` if a parameter's first value cannot be computed.
 */
export function torchModel(model: RecordedModel, seed: number): BuiltModel {
  const { recording, description, layers } = model;
  let drawn: readonly tf.Variable[] | undefined;
  const variables = (): readonly tf.Variable[] => (drawn ??= drawParameters(recording, seed));
  const compiled = compiledWith(model);
  const statistics = runningStatistics(recording);
  const shown = recording.outputs.flatMap(({ value: [node] }, i) => (layers.has(node) ? [i] : []));
  return {
    ...withoutCompiled(description),
    weights: weightsOf(model, variables),
    ...(compiled && { compiled }),
    statistics: () => statistics.flatMap((index) => variables()[index] ?? []),
    forward: (inputs, tap, { mode, without } = {}) => {
      const feed = {
        inputs: inputs.map((x, i) => withAxisMoved(x, 0, description.inputs[i]?.batchAxis ?? 0)),
        parameter: (index: number) => variables()[index] as tf.Tensor,
        ...(mode && { mode }),
        ...(without && { isIdle: (node: number) => isIdle(layers.get(node), without) }),
      };
      const values = runRecording(recording, feed, layerTap(model, tap));
      return shown.flatMap((i, output) => {
        const value = values[i];
        return value ? [prediction(value, description.outputs[output]?.batchAxis)] : [];
      });
    },
    channelsLast: true,
    namedLoss: torchLoss,
    penalties: () => [],
    dispose: () => {
      compiled?.optimizer?.dispose();
      if (drawn) tf.dispose([...drawn]);
    },
  };
}
