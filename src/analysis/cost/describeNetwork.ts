import {
  WHOLE_NETWORK,
  type Layer,
  type LayerId,
  type LayerNode,
  type Network,
  type NetworkGraph,
  type NetworkTotals,
  type Shape,
} from '../../shared/network/network';
import { findBlocks } from '../blocks/findBlocks';
import { findSkips } from '../skips/findSkips';
import { multiplyAccumulates } from './multiplyAccumulates';
import { receptiveFields } from './receptiveField';
import { bytesOf, sumOf } from './tensorSize';

/**
 * The network as a report shows it: every layer with its costs and its innermost group, the groups (those
 * that the frontend gave, and the blocks found in and around them), and the totals.
 */
export function describeNetwork(graph: NetworkGraph, skips = findSkips(graph)): Network {
  const outputs = new Map(graph.layers.map(({ id, outputShape }) => [id, outputShape]));
  const { groups, groupOf } = findBlocks(graph, skips);
  const fields = receptiveFields(graph.layers);
  const layers = graph.layers.map((layer) => {
    const group = groupOf.get(layer.id) ?? WHOLE_NETWORK;
    const receptiveField = fields.get(layer.id);
    return {
      ...describeLayer(layer, outputs),
      ...(receptiveField !== undefined && { receptiveField }),
      group,
    };
  });
  return { layers, groups, totals: totalsOf(layers) };
}

function describeLayer(
  layer: LayerNode,
  outputs: ReadonlyMap<LayerId, readonly Shape[]>,
): Omit<Layer, 'group'> {
  const [first] = layer.inputs;
  const macs = multiplyAccumulates(layer, first && outputs.get(first.layer)?.[first.output]);
  const activationBytes = bytesOf(layer.outputShape);
  const { id, name, kind, inputs, outputShape, parameters, sharedWith, source } = layer;
  return {
    ...{ id, name, kind, inputs, outputShape, parameters, source },
    ...(sharedWith !== undefined && { sharedWith }),
    ...(macs !== undefined && { macs }),
    ...(activationBytes !== undefined && { activationBytes }),
  };
}

function totalsOf(layers: readonly Layer[]): NetworkTotals {
  const macs = sumOf(layers.map((layer) => layer.macs));
  const activationBytes = sumOf(layers.map((layer) => layer.activationBytes));
  return {
    layers: layers.filter(({ sharedWith }) => sharedWith === undefined).length,
    parameters: layers.reduce(
      (sum, { parameters }) => sum + parameters.trainable + parameters.frozen,
      0,
    ),
    ...(macs !== undefined && { macs }),
    ...(activationBytes !== undefined && { activationBytes }),
  };
}
