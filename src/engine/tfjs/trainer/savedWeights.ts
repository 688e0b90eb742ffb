import * as tf from '@tensorflow/tfjs-core';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { BuiltModel } from '../built/builtModel';

/**
 * Keeps the values of all weights, moving statistics of batch normalisation included, and puts them
 * back on disposal. Costs no copy: a clone shares its data until the variable gets new ones.
 */
export function keepWeights({ weights, statistics }: BuiltModel): Disposable {
  const held = [...weights.map(({ variable }) => variable), ...(statistics?.() ?? [])];
  const kept = held.map((variable) => ({ variable, value: tf.clone(variable) }));
  return {
    dispose: () => {
      for (const { variable, value } of kept) {
        variable.assign(value);
        value.dispose();
      }
    },
  };
}
