import { type FeatureMap, mapExtents } from '../../shared/network/axes';
import type { LayerNode } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import { outputOf } from '../flow/featureMap';
import { entriesOf, placesIn } from './tensorSize';

/**
 * Multiply-accumulates of one forward pass of one sample: kernel entries times the places where the kernel
 * is applied, and products of tensors. Additions, activations, normalization and pooling count 0, as in the
 * figures that papers give. `undefined` if an extent that matters is unknown.
 */
export function multiplyAccumulates(
  layer: LayerNode,
  input: FeatureMap | undefined,
): number | undefined {
  const { operation } = layer;
  const output = outputOf(layer);
  if (operation.type === 'merge' && operation.how === 'dot') {
    return times(operation.contracted, entriesOf(output));
  }
  if (operation.type !== 'transform') return 0;
  const withWeights = times(operation.kernelEntries, places(operation.appliedPer, input, output));
  return withWeights === undefined ? undefined : withWeights + (operation.tensorProducts ?? 0);
}

const times = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one * other;

function places(
  per: Extract<Operation, { type: 'transform' }>['appliedPer'],
  input: FeatureMap | undefined,
  output: FeatureMap,
): number | undefined {
  switch (per) {
    case 'outputPosition':
      return positions(output);
    case 'inputPosition':
      return input && positions(input);
    case 'timeStep':
      return times((input && mapExtents(input)[0]) ?? undefined, mapPositions(output));
    case 'sample':
      return 1;
  }
}

/** Positions of the map of one time step: 1 for a vector, height × width for a convolutional LSTM. */
const mapPositions = (output: FeatureMap): number | undefined =>
  output.shape.length < 4 ? 1 : placesIn(mapExtents(output).slice(-2));

const positions = (tensor: FeatureMap): number | undefined =>
  placesIn(mapExtents(tensor), tensor.perSample);
