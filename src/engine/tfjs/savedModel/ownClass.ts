import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

type OwnClass<T> = new (config: tf.serialization.ConfigDict) => layers.Layer & T;

/** A class of the framework that it does not export. */
export const ownClass = <T>(name: string): OwnClass<T> =>
  tf.serialization.SerializationMap.getMap().classNameMap[name]?.[0] as unknown as OwnClass<T>;
