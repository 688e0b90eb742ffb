import { countLayers } from '../../shared/network/countLayers';
import {
  WHOLE_NETWORK,
  type Layer,
  type LayerId,
  type LayerNode,
  type Network,
  type NetworkGraph,
  type NetworkTotals,
} from '../../shared/network/network';
import { findBlocks } from '../blocks/findBlocks';
import { outputOf } from '../flow/featureMap';
import { findSkips } from '../skips/findSkips';
import { multiplyAccumulates } from './multiplyAccumulates';
import { receptiveFields } from './receptiveField';
import { bytesOf, sumOf } from './tensorSize';

/**
 * The network as a report shows it: every layer with its costs and its innermost group, the groups (those
 * that the frontend gave, and the blocks found in and around them), and the totals.
 */
export function describeNetwork(graph: NetworkGraph, skips = findSkips(graph)): Network {
  const byId = new Map(graph.layers.map((layer) => [layer.id, layer]));
  const { groups, groupOf } = findBlocks(graph, skips);
  const fields = receptiveFields(graph.layers);
  const layers = graph.layers.map((layer) => {
    const group = groupOf.get(layer.id) ?? WHOLE_NETWORK;
    const receptiveField = fields.get(layer.id);
    return {
      ...describeLayer(layer, byId),
      ...(receptiveField !== undefined && { receptiveField }),
      group,
    };
  });
  return { layers, groups, totals: totalsOf(layers) };
}

function describeLayer(
  layer: LayerNode,
  byId: ReadonlyMap<LayerId, LayerNode>,
): Omit<Layer, 'group'> {
  const [first] = layer.inputs;
  const producer = first && byId.get(first.layer);
  const macs = multiplyAccumulates(layer, producer && outputOf(producer, first.output));
  const activationBytes = bytesOf(layer);
  const { id, name, kind, inputs, outputShape, channelAxis, parameters, sharedWith, source } =
    layer;
  return {
    id,
    name,
    kind,
    inputs,
    outputShape,
    parameters,
    source,
    ...(channelAxis !== undefined && { channelAxis }),
    ...(sharedWith !== undefined && { sharedWith }),
    ...(macs !== undefined && { macs }),
    ...(activationBytes !== undefined && { activationBytes }),
  };
}

function totalsOf(layers: readonly Layer[]): NetworkTotals {
  const macs = sumOf(layers.map((layer) => layer.macs));
  const activationBytes = sumOf(layers.map((layer) => layer.activationBytes));
  return {
    layers: countLayers(layers),
    parameters: layers.reduce(
      (sum, { parameters }) => sum + parameters.trainable + parameters.frozen,
      0,
    ),
    ...(macs !== undefined && { macs }),
    ...(activationBytes !== undefined && { activationBytes }),
  };
}
