import * as tf from '@tensorflow/tfjs-core';
import type { Ablation } from '../../model/trainer';
import { edgeKey } from '../../probe/plan/edges';
import type { Tap } from '../built/builtModel';

/** A tap that passes zeros over ablated edges; no gradient flows back over them. */
export function ablatingTap(tap: Tap, ablation: Ablation | undefined): Tap {
  if (!ablation) return tap;
  return {
    edge: (from, to, slot, value) =>
      ablation.edges.has(edgeKey({ to, slot }))
        ? tf.zeros(value.shape, value.dtype)
        : tap.edge(from, to, slot, value),
    output: (layer, output, value) => tap.output(layer, output, value),
  };
}
