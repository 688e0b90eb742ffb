import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../../shared/base/failures';
import { DisposableStore, type Disposable } from '../../../shared/base/lifecycle';
import type { ArmChange } from '../../../shared/experiment/experiment';
import type { LayerId, LayerNode } from '../../../shared/network/network';
import { message } from '../../../shared/words/message';
import { edgeKey } from '../../probe/plan/edges';
import type { BuiltModel, Tap } from '../built/builtModel';
import { overChannels, shrunkTo, withLast } from './channels';
import { redraw } from './redraw';

/** A network's changes with the variables that they train besides its own. */
export interface Changes extends Disposable {
  readonly variables: readonly tf.Variable[];
  /** A tap of one pass that changes what it sees. */
  tap(inner: Tap): Tap;
}

type Work = (x: tf.Tensor, like: tf.Tensor) => tf.Tensor;

const curves = {
  relu: (x: tf.Tensor) => tf.relu(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
} as const;

/** The work of one pass: what leaves a layer, and what enters one by an edge. */
interface Plan {
  /** By the layer: from its first input, in place of its output. */
  readonly replaced: Map<LayerId, Work>;
  /** By the edge (`to:slot`). */
  readonly edges: Map<string, (x: tf.Tensor) => tf.Tensor>;
  /** By the layer whose output it is added to: where the shortcut starts, and its work. */
  readonly added: Map<LayerId, { readonly from: LayerId; readonly work: Work }>;
}

class Opened implements Changes {
  readonly variables: tf.Variable[] = [];
  private readonly store = new DisposableStore();
  private readonly plan: Plan = { replaced: new Map(), edges: new Map(), added: new Map() };

  constructor(
    private readonly model: BuiltModel,
    private readonly seed: number,
    changes: readonly ArmChange[],
  ) {
    for (const change of changes) this.add(change);
  }

  dispose(): void {
    this.store.dispose();
  }

  tap(inner: Tap): Tap {
    const { replaced, edges, added } = this.plan;
    const starts = new Set([...[...added.values()].map(({ from }) => from), ...replaced.keys()]);
    const seen = new Map<LayerId, tf.Tensor>();
    return {
      edge: (from, to, slot, value) => {
        const own = inner.edge(from, to, slot, value);
        if (slot === 0 && starts.has(to)) seen.set(to, own);
        return edges.get(edgeKey({ to, slot }))?.(own) ?? own;
      },
      output: (layer, output, value) => {
        const own = inner.output(layer, output, value);
        const input = seen.get(layer);
        const changed = input ? (replaced.get(layer)?.(input, own) ?? own) : own;
        const shortcut = added.get(layer);
        const start = shortcut && seen.get(shortcut.from);
        return shortcut && start ? tf.add(changed, shortcut.work(start, own)) : changed;
      },
    };
  }

  private add(change: ArmChange): void {
    const { replaced, edges, added } = this.plan;
    switch (change.type) {
      case 'bypass':
        replaced.set(change.layer, (x, like) => fitting(x, like));
        return;
      case 'activation':
        replaced.set(change.layer, (x, like) => curves[change.as](fitting(x, like)));
        return;
      case 'initialiser':
        redraw(this.model, change, this.seed);
        return;
      case 'shortcut':
        edges.set(edgeKey(change), this.shortcut(change));
        return;
      case 'add':
        added.set(change.to, { from: change.from, work: this.added(change) });
    }
  }

  private layer(id: LayerId): LayerNode {
    const found = this.model.graph.layers.find((each) => each.id === id);
    if (!found) throw new RangeError(`There is no layer ${id}`);
    return found;
  }

  /** The channels of a layer's first output, and the axis that taps see them on. */
  private channels(id: LayerId) {
    const { outputShape, channelAxis } = this.layer(id);
    const [shape = []] = outputShape;
    const last = shape.length - 1;
    const axis = channelAxis ?? last;
    const count = shape[axis];
    if (typeof count !== 'number') throw new RangeError(`The channels of ${id} are not known`);
    return { count, axis: this.model.channelsLast === true && axis === 1 ? last : axis };
  }

  /** A matrix over the channels that keeps the size of what it multiplies. */
  private matrix(takes: number, gives: number, scale: number): tf.Variable<tf.Rank.R2> {
    const made = this.variables.length;
    const start = tf.randomNormal([takes, gives], 0, scale, 'float32', this.seed * 1009 + made);
    const kernel = tf.variable(start as tf.Tensor2D, true);
    start.dispose();
    this.variables.push(kernel);
    this.store.defer(() => kernel.dispose());
    return kernel;
  }

  private shortcut({ to, slot, as }: Extract<ArmChange, { type: 'shortcut' }>) {
    const source = this.layer(to).inputs[slot];
    if (!source) throw new RangeError(`${to} has no input ${slot}`);
    const { count, axis } = this.channels(source.layer);
    if (as === 'projection') {
      const kernel = this.matrix(count, count, Math.sqrt(1 / count));
      return (x: tf.Tensor) => withLast(x, axis, (last) => overChannels(last, kernel));
    }
    // Zero weights: every gate starts half open.
    const gate = this.matrix(count, count, 0);
    return (x: tf.Tensor) =>
      tf.mul(
        x,
        withLast(x, axis, (last) => tf.sigmoid(overChannels(last, gate))),
      );
  }

  private added({ from, to, as }: Extract<ArmChange, { type: 'add' }>): Work {
    if (as === 'identity') return fitting;
    const [input] = this.layer(from).inputs;
    if (!input) throw new RangeError(`${from} has no input`);
    const [takes, gives] = [this.channels(input.layer), this.channels(to)];
    const kernel = this.matrix(takes.count, gives.count, Math.sqrt(1 / takes.count));
    return (x, like) => {
      const extents = like.shape.filter((_, i) => i !== 0 && i !== gives.axis);
      const work = (last: tf.Tensor) => overChannels(shrunkTo(last, extents), kernel);
      return fitting(withLast(x, takes.axis, work), like);
    };
  }
}

/** A tensor that stands for another one. Throws a `Failure` where their shapes are not the same. */
function fitting(x: tf.Tensor, like: tf.Tensor): tf.Tensor {
  if (tf.util.arraysEqual(x.shape, like.shape)) return x;
  const values = { one: x.shape.join('×'), other: like.shape.join('×') };
  throw new Failure('invalid-argument', message('experiments.change-does-not-fit', values));
}

/** Opens the changes of an arm. Weights that are drawn anew are put back by whoever keeps them. */
export const openChanges = (
  model: BuiltModel,
  changes: readonly ArmChange[],
  seed: number,
): Changes => new Opened(model, seed, changes);
