import * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../shared/network/network';
import type { BuiltModel, Tap } from '../tfjs/builtModel';

/** Edges that a model is trained without: their readers get zeros, and no gradient comes back over them. */
export interface Ablation {
  /** Keys (`to:slot`). */
  readonly edges: ReadonlySet<string>;
  /** Layers that lead only to these edges: their regularizers add nothing to the loss. */
  readonly idle: ReadonlySet<LayerId>;
}

/** The same model with zeros over some of its edges. */
export function withoutEdges(model: BuiltModel, { edges, idle }: Ablation): BuiltModel {
  const ablating = (tap: Tap): Tap => ({
    edge: (from, to, slot, value) =>
      edges.has(`${to}:${slot}`)
        ? tf.zeros(value.shape, value.dtype)
        : tap.edge(from, to, slot, value),
    output: (layer, output, value) => tap.output(layer, output, value),
  });
  return {
    ...model,
    forward: (inputs, tap) => model.forward(inputs, ablating(tap)),
    penalties: () => model.penalties(idle),
  };
}
