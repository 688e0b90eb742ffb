import * as tf from '@tensorflow/tfjs-core';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { BuiltModel } from '../built/builtModel';

/**
 * Keeps the values of all weights, moving statistics of batch normalisation included, and puts them
 * back on disposal. Costs no copy: a clone shares its data until the variable gets new ones.
 */
export function keepWeights(model: BuiltModel): Disposable {
  const { weights } = model;
  const statistics = model.keepStatistics?.();
  const kept = weights.map(({ variable }) => ({ variable, value: tf.clone(variable) }));
  return {
    dispose: () => {
      statistics?.dispose();
      for (const { variable, value } of kept) {
        variable.assign(value);
        value.dispose();
      }
    },
  };
}
