import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { SourcePosition } from '../../../shared/base/source';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { ModelArgument, NotMeasured } from '../../../shared/report/report';
import type { Nonlinearity, TensorSpec, UnusedLayer } from '../../model/modelDescription';
import type { BuiltModel } from '../built/builtModel';
import type { SourceCall } from './callGroups';
import { compiledWith, namedLoss } from './compiledWith';
import { nonlinearityOf, operationOf } from './describeLayer';
import { withEntriesPerSample } from './entriesPerSample';
import { type Application, type FlatModel, flatten } from './flatten';
import { forward } from './forward';
import { kindOf, type Layer, whyNotRun } from './framework';
import { withChannelAxes } from './layerChannels';
import {
  modelWeights,
  parametersOf,
  type TrainedWeights,
  trainedWeights,
  unregisteredEntries,
  untrainedWeights,
} from './layerWeights';
import { mixesSamples } from './mixesSamples';
import { inputSpecs, outputSpecs } from './modelTensors';

/** Facts about a model that its layers do not tell. */
export interface LayersModelContext {
  readonly name: string;
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
  readonly initialisation: BuiltModel['initialisation'];
  readonly notMeasured?: readonly NotMeasured[];
  /** The places where a layer was made and applied for the `call`-th time, innermost first. */
  sourceOf(layer: Layer, call: number): SourcePosition[];
  /** Layers that were applied to layers of the model and lead nowhere, with the layer that each reads. */
  readonly unused?: (own: ReadonlySet<Layer>) => readonly UnreadLayer[];
  /** The calls of the user's functions that made it the `call`-th time; none for what no code makes. */
  readonly callsOf?: (layer: Layer, call: number) => readonly SourceCall[];
}

/** A layer, and the layer of the model whose output it reads. */
export interface UnreadLayer {
  readonly layer: Layer;
  readonly reads: Layer;
}

function unusedLayers({ applications }: FlatModel, context: LayersModelContext): UnusedLayer[] {
  const ids = new Map([...applications].reverse().map(({ layer, id }) => [layer, id]));
  return (context.unused?.(new Set(ids.keys())) ?? []).flatMap(({ layer, reads }) => {
    const id = ids.get(reads);
    if (!id) return [];
    return [
      { name: layer.name, kind: kindOf(layer), reads: id, source: context.sourceOf(layer, 0) },
    ];
  });
}

function layerNode(
  application: Application,
  trained: TrainedWeights,
  context: LayersModelContext,
): LayerNode {
  const { id, layer, inputs, outputShape, sharedWith, group } = application;
  // Decided first: trying an unknown layer out also builds the weights it makes on first use.
  const operation = operationOf(application);
  const unregistered = sharedWith ? 0 : unregisteredEntries(layer);
  return {
    id,
    name: layer.name,
    kind: kindOf(layer),
    operation,
    inputs,
    outputShape,
    parameters: parametersOf(application, trained),
    source: context.sourceOf(layer, application.callIndex),
    ...(sharedWith && { sharedWith }),
    ...(group && { group }),
    ...(unregistered > 0 && { unregistered }),
    ...(!sharedWith && mixesSamples(application) && { mixesSamples: 'byValues' as const }),
  };
}

/** Layers whose units can die or saturate. */
function nonlinearities(
  { applications }: FlatModel,
  nodes: ReadonlyMap<LayerId, LayerNode>,
): Map<LayerId, Nonlinearity> {
  return new Map(
    applications.flatMap((application): [LayerId, Nonlinearity][] => {
      const node = nodes.get(application.id);
      const found = node && nonlinearityOf(application, node.operation);
      return found ? [[application.id, found]] : [];
    }),
  );
}

/** Inputs by the layer that takes them. */
const feed = (specs: readonly TensorSpec[], tensors: readonly tf.Tensor[]) =>
  new Map(
    specs.flatMap(({ layer }, i): [LayerId, tf.Tensor][] => {
      const tensor = tensors[i];
      return tensor ? [[layer, tensor]] : [];
    }),
  );

/** The framework's own sum counts a shared layer once for each of its calls; so does this. */
function penalties(
  model: tfl.LayersModel,
  { applications }: FlatModel,
  without?: ReadonlySet<LayerId>,
): tf.Scalar[] {
  if (!without?.size) return model.calculateLosses();
  const left = applications.filter(({ id }) => !without.has(id));
  return left.flatMap(({ layer }) => layer.calculateLosses());
}

/**
 * Reads a `tf.LayersModel`, functional or sequential, into the form that analysis and probe share:
 * nested models flattened, one node per call of a shared layer, weights listed once.
 * Throws a `Failure` of code `unbuildable` for a model without layers.
 */
export function readLayersModel(model: tfl.LayersModel, context: LayersModelContext): BuiltModel {
  const flat = flatten(model, context.callsOf);
  const trained = trainedWeights(model);
  const layers = withEntriesPerSample(
    withChannelAxes(
      flat.applications,
      flat.applications.map((each) => layerNode(each, trained, context)),
    ),
  );
  const nodes = new Map(layers.map((node) => [node.id, node]));
  const inputs = inputSpecs(model, flat, nodes);
  const compiled = compiledWith(model);
  const weights = modelWeights(flat, trained);
  const unused = unusedLayers(flat, context);
  const gaps = [...(context.notMeasured ?? []), ...untrainedWeights(flat, trained)];
  const [cannotRun] = flat.applications.flatMap(({ layer }) => whyNotRun(layer) ?? []);
  return {
    name: context.name,
    framework: 'tfjs',
    source: context.source,
    arguments: context.arguments,
    graph: { layers: withoutTokens(layers, inputs), groups: flat.groups, outputs: flat.outputs },
    inputs,
    outputs: outputSpecs(flat, nodes),
    weights,
    nonlinearities: nonlinearities(flat, nodes),
    initialisation: context.initialisation,
    ...(context.callsOf && { isOfSource: true as const }),
    ...(compiled && { compiled }),
    ...(cannotRun !== undefined && { cannotRun }),
    ...(unused.length > 0 && { unused }),
    ...(gaps.length > 0 && { notMeasured: gaps }),
    forward: (tensors, tap, options) =>
      forward(flat, feed(inputs, tensors), tap, {
        ...options,
        findSource: (id) => nodes.get(id)?.source[0],
      }),
    namedLoss,
    penalties: (without) => penalties(model, flat, without),
    dispose: () => {
      for (const { variable } of weights) variable.dispose();
      compiled?.optimizer?.dispose();
    },
  };
}

/** A float input that a layer looks up in a table holds token ids: no gradient reaches it. */
function withoutTokens(layers: readonly LayerNode[], inputs: readonly TensorSpec[]): LayerNode[] {
  const tokens = new Set(inputs.flatMap(({ layer, vocabulary }) => (vocabulary ? [layer] : [])));
  return layers.map((node) =>
    tokens.has(node.id)
      ? { ...node, operation: { type: 'input', carriesGradient: false } as const }
      : node,
  );
}
