import type { SourcePosition } from '../../../../shared/base/source';
import type { LayerId, LayerNode, NetworkGraph } from '../../../../shared/network/network';
import type { NodeInput, Recording } from '../../../../shared/protocol/python/recording';
import type { ModelArgument, NotMeasured } from '../../../../shared/report/report';
import type { ModelDescription, Nonlinearity, WeightSpec } from '../../../model/modelDescription';
import { torch } from '../../../opGraph/dialects/torch/torch';
import type { Program } from '../../../opGraph/program';
import { readProgram } from '../../../opGraph/readProgram';
import { callTree } from './callTree';
import { isFloat } from './foldParameters';
import { heldBytes } from './heldBytes';
import { nameLayers } from './layerNames';
import { compiledSpec, type LayersByNode, modelInputs, modelOutputs } from './modelOutputs';
import { sourceFaults } from './sourceFaults';
import { samplesAsSteps } from './mixedSamples';
import { moduleGroups } from './moduleGroups';
import { placesOf } from './positions';
import { unitAxes } from './unitAxes';
import { nodeOf, recordedProgram, slotOf } from './recordedProgram';

/** Facts about a model that its recording does not tell. */
export interface RecordingContext {
  readonly name: string;
  readonly source: SourcePosition;
  readonly arguments: readonly ModelArgument[];
  readonly notMeasured?: readonly NotMeasured[];
}

/** A recording as a model, and how the two belong together. */
export interface DescribedRecording {
  readonly description: ModelDescription;
  /** The layer of each recorded node that has one. */
  readonly layers: LayersByNode;
  /** The position in `Recording.parameters` of each weight of the description. */
  readonly parameters: readonly number[];
  /** For each slot of a layer that is a recorded node the position in the node's `inputs`. */
  readonly slots: ReadonlyMap<LayerId, readonly number[]>;
}

interface NamedGraph {
  readonly graph: NetworkGraph;
  readonly byNode: LayersByNode;
}

/** A layer that is a recorded node, and no parameter of one. */
const isNode = ({ id }: LayerNode): boolean => slotOf(id) === undefined;

/** The layers under the names that people know them by, in their groups. */
function named(recording: Recording, { layers: ordered, outputs }: NetworkGraph): NamedGraph {
  const own = ordered.filter(isNode).map(({ id }) => nodeOf(id));
  const tree = callTree(recording, new Set(own));
  const names = nameLayers(
    recording,
    tree,
    ordered.map(({ id }) => id),
  );
  const { groups, groupOf } = moduleGroups(tree, own);
  const idOf = (id: LayerId): LayerId => names.get(id)?.id ?? id;
  const renamed = ordered.map((layer): LayerNode => {
    const group = groupOf.get(nodeOf(layer.id));
    return {
      ...layer,
      ...names.get(layer.id),
      inputs: layer.inputs.map(({ layer: from, output }) => ({ layer: idOf(from), output })),
      source: placesOf(recording, tree, nodeOf(layer.id)),
      ...(group !== undefined && { group }),
    };
  });
  const byNode = renamed.flatMap((layer, i): [number, LayerNode][] => {
    const read = ordered[i];
    return read && isNode(read) ? [[nodeOf(read.id), layer]] : [];
  });
  const returned = outputs.map(({ layer, output }) => ({ layer: idOf(layer), output }));
  return { graph: { layers: renamed, groups, outputs: returned }, byNode: new Map(byNode) };
}

/** The first layer that reads each parameter, directly or through what is computed from it. */
function readersOf({ nodes }: Recording, layers: LayersByNode): ReadonlyMap<number, LayerId> {
  const found = new Map<number, LayerId>();
  const note = (input: NodeInput, reader: LayerId): void => {
    if ('parameter' in input) {
      if (!found.has(input.parameter)) found.set(input.parameter, reader);
    } else if ('value' in input && !layers.has(input.value[0])) {
      nodes[input.value[0]]?.inputs.forEach((each) => note(each, reader));
    }
  };
  for (const [node, { id }] of layers) nodes[node]?.inputs.forEach((input) => note(input, id));
  return found;
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function weightsOf(recording: Recording, layers: LayersByNode) {
  const readers = readersOf(recording, layers);
  const axes = unitAxes(recording);
  return recording.parameters.flatMap(
    ({ name, shape, trainable, isBuffer }, index): { index: number; spec: WeightSpec }[] => {
      const layer = readers.get(index);
      if (isBuffer || layer === undefined) return [];
      const size = shape.reduce((product, extent) => product * extent, 1);
      const unitAxis = axes.get(index) ?? null;
      return [{ index, spec: { layer, name: shortName(name), size, trainable, unitAxis } }];
    },
  );
}

/**
 * Layers with the entries of the buffers that they are the first to read, which PyTorch counts beside parameters,
 * and with the bytes of both.
 */
function withTensors(
  all: readonly LayerNode[],
  recording: Recording,
  layers: LayersByNode,
): LayerNode[] {
  const buffers = new Map<LayerId, number>();
  const readers = readersOf(recording, layers);
  const held = heldBytes(recording.parameters, readers);
  for (const [index, layer] of readers) {
    const parameter = recording.parameters[index];
    if (!parameter?.isBuffer || !isFloat(parameter.dtype)) continue;
    const size = parameter.shape.reduce((product, extent) => product * extent, 1);
    buffers.set(layer, (buffers.get(layer) ?? 0) + size);
  }
  return all.map((layer) => {
    const own = buffers.get(layer.id);
    const isCounted = own !== undefined || layer.operation.type === 'normalization';
    const bytes = held.get(layer.id);
    return {
      ...layer,
      weightBytes: bytes?.weights ?? {},
      gradientBytes: bytes?.gradients ?? 0,
      ...(isCounted && { buffers: own ?? 0 }),
    };
  });
}

/** Layers with the word that they read samples as steps, where they do. */
function withMixedSamples(
  all: readonly LayerNode[],
  recording: Recording,
  byNode: LayersByNode,
): LayerNode[] {
  const mixing = new Set([...samplesAsSteps(recording)].map((node) => byNode.get(node)?.id));
  return all.map((layer) =>
    mixing.has(layer.id) ? { ...layer, mixesSamples: 'asSteps' as const } : layer,
  );
}

function slotsOf({ nodes }: Program, layers: LayersByNode): Map<LayerId, readonly number[]> {
  const found = new Map<LayerId, readonly number[]>();
  for (const { name, op, operands } of nodes) {
    const layer = slotOf(name) === undefined ? layers.get(nodeOf(name)) : undefined;
    const placed = operands.map((operand, position) => ({ operand, position }));
    const carriers = torch(op)
      .carriers(placed)
      .filter(({ operand }) => 'from' in operand);
    if (layer)
      found.set(
        layer.id,
        carriers.map(({ position }) => position),
      );
  }
  return found;
}

function nonlinearitiesOf({ nodes }: Program, layers: LayersByNode) {
  const found = new Map<LayerId, Nonlinearity>();
  for (const node of nodes) {
    const layer = slotOf(node.name) === undefined ? layers.get(nodeOf(node.name)) : undefined;
    const nonlinearity = layer && torch(node.op).nonlinearity?.(node);
    if (nonlinearity) found.set(layer.id, nonlinearity);
  }
  return found;
}

/** Reads a recording: throws a `Failure` as `readProgram` does. */
export function readRecording(recording: Recording, context: RecordingContext): DescribedRecording {
  const program = recordedProgram(recording);
  const { byNode: layers, graph: found } = named(recording, readProgram(program, torch).graph);
  const told = withTensors(found.layers, recording, layers);
  const graph = { ...found, layers: withMixedSamples(told, recording, layers) };
  const weights = weightsOf(recording, layers);
  const compiled = compiledSpec(recording);
  const faults = sourceFaults(recording, layers);
  const refused = layers.get(recording.nodes.findIndex((node) => node.refused))?.id;
  const description: ModelDescription = {
    ...context,
    framework: 'torch',
    graph,
    inputs: modelInputs(recording, layers),
    outputs: modelOutputs(recording, graph, layers),
    weights: weights.map(({ spec }) => spec),
    nonlinearities: nonlinearitiesOf(program, layers),
    initialisation: 'random',
    ...(compiled && { compiled }),
    ...(faults.length > 0 && { faults }),
    ...(refused && { refused }),
  };
  return {
    description,
    layers,
    parameters: weights.map(({ index }) => index),
    slots: slotsOf(program, layers),
  };
}

/** The model that a recording shows. Throws a `Failure` as `readProgram` does. */
export const describeRecording = (
  recording: Recording,
  context: RecordingContext,
): ModelDescription => readRecording(recording, context).description;
