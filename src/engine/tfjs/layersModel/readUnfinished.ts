import type * as tfl from '@tensorflow/tfjs-layers';
import { model as makeModel } from '@tensorflow/tfjs-layers';
import type { SourcePosition } from '../../../shared/base/source';
import { layerId, type NetworkGraph } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';
import type { UnfinishedModel } from '../../model/unfinished';
import { withRefused, type RefusedNode } from '../../opGraph/withRefused';
import { inputTensors, isInputCall, kindOf, type Layer } from './framework';
import { operationOfClass } from './operations';
import { readLayersModel, type LayersModelContext } from './readLayersModel';

type Tensor = tfl.SymbolicTensor;

/** A layer, and the tensors that it refused. */
export interface Refusal {
  readonly layer: Layer;
  readonly inputs: readonly Tensor[];
  /** The place where it was applied. */
  readonly at: SourcePosition;
}

/** The input layers that tensors come from, in the order in which they are met. */
function inputsOf(tensors: readonly Tensor[]): Tensor[] {
  const [found, seen] = [new Set<Tensor>(), new Set<number>()];
  const open = [...tensors];
  for (let tensor = open.shift(); tensor; tensor = open.shift()) {
    if (seen.has(tensor.id)) continue;
    seen.add(tensor.id);
    const call = tensor.sourceLayer.inboundNodes[tensor.nodeIndex];
    if (!call || isInputCall(call)) found.add(tensor);
    else open.push(...inputTensors(call));
  }
  return [...found];
}

const unknown: Operation = { type: 'merge', how: 'unknown' };

function refusedNode({ layer, inputs, at }: Refusal, built: NetworkGraph): RefusedNode {
  const unique = [...new Set(inputs)];
  const shapes = inputs.map(({ shape }) => shape);
  return {
    id: layerId(`${layer.name}#refused`),
    name: layer.name,
    kind: kindOf(layer),
    operation:
      operationOfClass(layer.getClassName(), {
        config: layer.getConfig(),
        kernelEntries: 0,
        inputs: shapes,
        output: shapes[0] ?? [],
        perStep: false,
      }) ?? unknown,
    inputs: inputs.flatMap((tensor) => built.outputs[unique.indexOf(tensor)] ?? []),
    source: [at],
  };
}

/** The network up to a layer that refused its inputs, with that layer at its end. */
export function readUnfinished(refusal: Refusal, context: LayersModelContext): UnfinishedModel {
  const { inputs } = refusal;
  const upTo = makeModel({ inputs: inputsOf(inputs), outputs: [...new Set(inputs)] });
  const { graph, name, framework, source, arguments: given } = readLayersModel(upTo, context);
  const last = refusedNode(refusal, graph);
  return {
    name,
    framework,
    source,
    arguments: given,
    graph: withRefused(graph, last),
    refused: last.id,
  };
}
