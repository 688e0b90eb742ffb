import { serialization } from '@tensorflow/tfjs-core';
import type { Shape, layers } from '@tensorflow/tfjs-layers';

type Computes = Pick<layers.Layer, 'computeOutputShape'>;

const copied = (given: Shape | Shape[]): Shape | Shape[] =>
  given.map((part) => (Array.isArray(part) ? [...part] : part)) as Shape | Shape[];

/** TensorFlow.js 4.22 writes the output's shape of a category encoding over the shape of its input. */
export function keepInputShapes(): void {
  const [own] = serialization.SerializationMap.getMap().classNameMap['CategoryEncoding'] ?? [];
  if (!own) return;
  const prototype = own.prototype as Computes;
  const { computeOutputShape } = prototype;
  prototype.computeOutputShape = function (this: layers.Layer, given) {
    return computeOutputShape.call(this, copied(given));
  };
}
