import { serialization } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { ownValue } from '../../../shared/base/ownValue';

/** Names that TensorFlow.js knows: layers, activations, initializers, regularizers, constraints. */
const known: ReadonlySet<string> = new Set(
  Object.keys(serialization.SerializationMap.getMap().classNameMap),
);

/** Other names for classes that TensorFlow.js knows. */
const aliases: Readonly<Record<string, string>> = {
  silu: 'swish',
  OrthogonalInitializer: 'Orthogonal',
  L1L2: 'L1L2',
};

const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());

/** The name under which TensorFlow.js knows a class or function of Keras, if it does. */
export function knownName(name: string): string | undefined {
  const own = ownValue(aliases, name) ?? name;
  return known.has(camelCase(own)) || known.has(own) ? own : undefined;
}

/** Initializers, such as `Identity`, are named like layers that TensorFlow.js lacks. */
export function isKnownClass(name: string): boolean {
  const known = ownValue(
    serialization.SerializationMap.getMap().classNameMap,
    knownName(name) ?? '',
  );
  return known !== undefined && isLayerClass(known[0]);
}

const isLayerClass = (made: unknown): boolean =>
  typeof made === 'function' && made.prototype instanceof layers.Layer;
