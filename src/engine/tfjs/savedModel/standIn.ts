import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

type OwnClass<T> = new (config: tf.serialization.ConfigDict) => layers.Layer & T;

/** A class of the framework that it does not export. */
const ownClass = (kind: string): OwnClass<object> =>
  tf.serialization.SerializationMap.getMap().classNameMap[kind]?.[0] as unknown as OwnClass<object>;

/**
 * The base of a layer that stands for the framework's own of a kind and computes it as Keras does. It is registered
 * under a name of its own, and goes by the kind everywhere else.
 */
export function standIn<T>(
  kind: string,
  name = kind,
): OwnClass<T> & { readonly className: string } {
  class StandIn extends ownClass(kind) {
    static readonly className: string = `SkipScope${name}`;
    readonly standsForOwn = true;

    override getClassName(): string {
      return kind;
    }
  }
  return StandIn as unknown as OwnClass<T> & { readonly className: string };
}

export const register = (classes: Iterable<OwnClass<object>>): void => {
  for (const made of classes) tf.serialization.SerializationMap.register(made as never);
};
