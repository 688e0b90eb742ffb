import type {
  Layer,
  LayerId,
  LayerNode,
  Network,
  NetworkGraph,
  NetworkTotals,
  Shape,
} from '../../shared/network/network';
import { multiplyAccumulates } from './multiplyAccumulates';
import { bytesOf, sumOf } from './tensorSize';

/** The network as a report shows it: every layer with its costs, the groups, and the totals. */
export function describeNetwork(graph: NetworkGraph): Network {
  const outputs = new Map(graph.layers.map(({ id, outputShape }) => [id, outputShape]));
  const layers = graph.layers.map((layer) => describeLayer(layer, outputs));
  return { layers, groups: graph.groups, totals: totalsOf(layers) };
}

function describeLayer(layer: LayerNode, outputs: ReadonlyMap<LayerId, readonly Shape[]>): Layer {
  const [first] = layer.inputs;
  const flops = multiplyAccumulates(layer, first && outputs.get(first.layer)?.[first.output]);
  const activationBytes = bytesOf(layer.outputShape);
  const { id, name, kind, inputs, outputShape, parameters, sharedWith, group, source } = layer;
  return {
    ...{ id, name, kind, inputs, outputShape, parameters, source },
    ...(sharedWith !== undefined && { sharedWith }),
    ...(group !== undefined && { group }),
    ...(flops !== undefined && { flops }),
    ...(activationBytes !== undefined && { activationBytes }),
  };
}

function totalsOf(layers: readonly Layer[]): NetworkTotals {
  const flops = sumOf(layers.map((layer) => layer.flops));
  const activationBytes = sumOf(layers.map((layer) => layer.activationBytes));
  return {
    layers: layers.filter(({ sharedWith }) => sharedWith === undefined).length,
    parameters: layers.reduce(
      (sum, { parameters }) => sum + parameters.trainable + parameters.frozen,
      0,
    ),
    ...(flops !== undefined && { flops }),
    ...(activationBytes !== undefined && { activationBytes }),
  };
}
