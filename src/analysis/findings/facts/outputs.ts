import { channelCount } from '../../../shared/network/axes';
import { outputOf } from '../../flow/featureMap';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import type { Curve } from '../../../shared/network/operation';

/** The loss that one output is trained with. */
export interface OutputLoss {
  readonly layer: LayerId;
  readonly name: string;
  /** `probe`: nobody chose it; the probe took one that fits the output. */
  readonly origin: 'model' | 'user' | 'probe';
}

/** The last thing that is done to the values of an output. */
export interface OutputEnd {
  /** The layer that applies the curve, or that ends without one. */
  readonly layer: LayerNode;
  readonly curve: Curve | 'linear';
  /** Number of its channels, such as classes; absent if it is not known. */
  readonly units?: number;
}

type LayerOf = (id: LayerId) => LayerNode;

const keepsValues = ({ operation }: LayerNode): boolean =>
  operation.type === 'passive' &&
  ['reshape', 'permute', 'none', 'dropout'].includes(operation.effect);

/**
 * Walks back from a layer over those that only rearrange values. `undefined` if the last layer bends values
 * in an unknown way, or joins several.
 */
export function endOf(id: LayerId, layerOf: LayerOf): OutputEnd | undefined {
  let layer = layerOf(id);
  while (keepsValues(layer) && layer.inputs[0]) layer = layerOf(layer.inputs[0].layer);
  const curve = curveOf(layer);
  const units = channelCount(outputOf(layer));
  return curve && { layer, curve, ...(units !== undefined && { units }) };
}

function curveOf({ operation }: LayerNode): Curve | 'linear' | undefined {
  if (operation.type !== 'transform' && operation.type !== 'activation') return undefined;
  const { linear, curve } = operation.activation;
  return linear && operation.type === 'transform' ? 'linear' : curve;
}
