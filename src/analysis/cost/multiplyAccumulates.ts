import type { LayerNode, Shape } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import { entriesOf } from './tensorSize';

/**
 * Multiply-accumulates of one forward pass of one sample: kernel entries times the places where the kernel
 * is applied, and products of tensors. Additions, activations, normalization and pooling count 0, as in the
 * figures that papers give. `undefined` where an extent that matters is unknown.
 */
export function multiplyAccumulates(
  { operation, outputShape }: LayerNode,
  input: Shape | undefined,
): number | undefined {
  const output = outputShape[0] ?? [];
  if (operation.type === 'merge' && operation.how === 'dot') {
    return times(operation.contracted, entriesOf(output));
  }
  if (operation.type !== 'transform') return 0;
  const withWeights = times(operation.kernelEntries, places(operation, input, output));
  return withWeights === undefined ? undefined : withWeights + (operation.tensorProducts ?? 0);
}

const times = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one * other;

function places(
  { appliedPer, channelsAxis }: Extract<Operation, { type: 'transform' }>,
  input: Shape | undefined,
  output: Shape,
): number | undefined {
  switch (appliedPer) {
    case 'outputPosition':
      return positions(output, channelsAxis);
    case 'inputPosition':
      return input && positions(input, channelsAxis);
    case 'timeStep':
      return times(input?.[1] ?? undefined, mapPositions(output, channelsAxis));
    case 'sample':
      return 1;
  }
}

/** Positions of the map of one time step: 1 for a vector, height × width for a convolutional LSTM. */
function mapPositions(output: Shape, channelsAxis: number | undefined): number | undefined {
  if (output.length < 4) return 1;
  return entriesOf([
    null,
    ...(channelsAxis === undefined ? output.slice(-3, -1) : output.slice(-2)),
  ]);
}

/** Every extent but batch and channels. */
const positions = (shape: Shape, channelsAxis = shape.length - 1): number | undefined =>
  entriesOf([null, ...shape.filter((_, axis) => axis > 0 && axis !== channelsAxis)]);
