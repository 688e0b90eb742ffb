import type { LayerNode, Shape } from '../../shared/network/network';
import type { Operation } from '../../shared/network/operation';
import { entriesOf } from './tensorSize';

/**
 * Multiply-accumulates of one forward pass of one sample: kernel entries times the places where the kernel
 * is applied, and products of tensors. Additions, activations, normalization and pooling count 0, as in the
 * figures that papers give. `undefined` if an extent that matters is unknown.
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
  const withWeights = times(operation.kernelEntries, places(operation.appliedPer, input, output));
  return withWeights === undefined ? undefined : withWeights + (operation.tensorProducts ?? 0);
}

const times = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one * other;

function places(
  per: Extract<Operation, { type: 'transform' }>['appliedPer'],
  input: Shape | undefined,
  output: Shape,
): number | undefined {
  switch (per) {
    case 'outputPosition':
      return positions(output);
    case 'inputPosition':
      return input && positions(input);
    case 'timeStep':
      return times(input?.[1] ?? undefined, mapPositions(output));
    case 'sample':
      return 1;
  }
}

/** Positions of the map of one time step: 1 for a vector, height × width for a convolutional LSTM. */
const mapPositions = (output: Shape): number | undefined =>
  output.length < 4 ? 1 : entriesOf([null, ...output.slice(-3, -1)]);

/** Every extent but batch and channels. */
const positions = (shape: Shape): number | undefined => entriesOf([null, ...shape.slice(1, -1)]);
