import type { FeatureMap } from '../../shared/network/axes';
import type { LayerNode, Shape } from '../../shared/network/network';

/** A tensor of a layer with the layer's axes. */
export const featureMapOf = ({
  layer,
  shape,
}: {
  readonly layer: LayerNode;
  readonly shape: Shape;
}): FeatureMap => ({ ...layer, shape });

/** One output of a layer; the shape is empty if there is none. */
export const outputOf = (layer: LayerNode, output = 0): FeatureMap => ({
  ...layer,
  shape: layer.outputShape[output] ?? [],
});
