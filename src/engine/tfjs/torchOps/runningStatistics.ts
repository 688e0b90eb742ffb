import * as tf from '@tensorflow/tfjs-core';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { RecordedNode } from '../../../shared/protocol/python/recording';
import { asPicture, ordered, range, type Value } from './values/value';

interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** The moments that the batch norms of a recording keep, by their node. */
export class RunningStatistics implements Disposable {
  private kept = new Map<number, Moments>();

  /** The moments of one batch take the place of all before; torch keeps the variance without its bias. */
  settle(node: number, input: Value): void {
    const x = asPicture(input);
    const axes = range(0, x.rank - 1);
    const rows = x.size / (x.shape.at(-1) ?? 1);
    const made = tf.tidy(() => {
      const { mean, variance } = tf.moments(x, axes);
      return { mean, variance: tf.mul(variance, rows / Math.max(rows - 1, 1)) };
    });
    free(this.kept.get(node));
    this.kept.set(node, { mean: tf.keep(made.mean), variance: tf.keep(made.variance) });
  }

  /** The operands of a batch norm in evaluation. */
  operandsOf(node: number): readonly [string, Value][] {
    const found = this.kept.get(node);
    if (!found) return [];
    return [
      ['running_mean', ordered(found.mean)],
      ['running_var', ordered(found.variance)],
    ];
  }

  /** Puts back on disposal what is there now. */
  keep(): Disposable {
    const before = this.kept;
    this.kept = new Map(
      [...before].map(([node, { mean, variance }]) => [
        node,
        { mean: tf.keep(tf.clone(mean)), variance: tf.keep(tf.clone(variance)) },
      ]),
    );
    return {
      dispose: () => {
        this.dispose();
        this.kept = before;
      },
    };
  }

  dispose(): void {
    for (const moments of this.kept.values()) free(moments);
    this.kept = new Map();
  }
}

const free = (moments: Moments | undefined): void => {
  if (moments) tf.dispose([moments.mean, moments.variance]);
};

/** The node as `eval()` runs it: nothing is dropped, and statistics are the running ones, where it has any. */
export function inEvaluation(
  node: RecordedNode,
  operands: ReadonlyMap<string, Value>,
): RecordedNode {
  if (node.op === 'batch_norm' && !operands.has('running_mean')) return node;
  const { attributes } = node;
  const drops = attributes['dropout_p'] !== undefined && { dropout_p: 0 };
  return { ...node, attributes: { ...attributes, training: false, train: false, ...drops } };
}
