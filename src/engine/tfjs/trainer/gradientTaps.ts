import * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../../shared/network/network';
import type { Tap } from '../built/builtModel';
import type { Reading, Readings } from './statistics/readings';
import type { TapeGuard } from './tapeGuard';
import type { ForkPlan, MeasurePlan } from '../../model/trainer';
import { edgeKey, outputKey } from '../../probe/plan/edges';

type Listener = (dy: tf.Tensor) => void;

/** Identity; in the backward pass `listen` sees ∂L/∂x. */
const identityTap = (x: tf.Tensor, listen: Listener): tf.Tensor =>
  tf.customGrad((value) => ({
    value: tf.clone(value as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => {
      listen(dy);
      return dy;
    },
  }))(x);

/**
 * The same for a tensor that no weight leads to. The backward pass visits only what depends on a
 * variable: the anchor, which is trained by nothing, makes it depend on one.
 */
const rootTap = (x: tf.Tensor, anchor: tf.Variable, listen: Listener): tf.Tensor =>
  tf.customGrad((value) => ({
    value: tf.clone(value as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => {
      listen(dy);
      return [dy, tf.scalar(0)];
    },
  }))(x, anchor);

/** The readings of one step's taps. */
export interface TapReadings {
  /** ∂L/∂x by edge; edges that no gradient came back through are missing. */
  readonly edges: ReadonlyMap<string, Reading>;
  /** ∂L/∂x of each time step, by edge. */
  readonly steps: ReadonlyMap<string, Reading>;
  /** ∂L/∂output of the outputs that have a tap of their own. */
  readonly outputs: ReadonlyMap<string, Reading>;
  /** Statistics of the first output of each layer. */
  readonly activations: ReadonlyMap<LayerId, Reading>;
  /** By skip. */
  readonly forks: ReadonlyMap<string, Reading>;
  /** Entries of the tensor on each edge and of each output: keys of the two may be alike. */
  readonly sizes: Record<'edges' | 'outputs', ReadonlyMap<string, number>>;
}

/** Taps for one forward and backward pass. `dispose` frees the remains of an aborted pass. */
export class GradientTaps implements Tap, TapReadings {
  readonly edges = new Map<string, Reading>();
  readonly steps = new Map<string, Reading>();
  readonly outputs = new Map<string, Reading>();
  readonly activations = new Map<LayerId, Reading>();
  readonly forks = new Map<string, Reading>();
  readonly sizes = { edges: new Map<string, number>(), outputs: new Map<string, number>() };
  private readonly held = new Map<string, tf.Tensor>();
  /** Tensors share their data if an operation passes a gradient on unchanged: it is read once. */
  private readonly gradients = new WeakMap<object, Reading>();
  private readonly values = new WeakMap<object, Reading>();

  constructor(
    private readonly plan: MeasurePlan,
    private readonly readings: Readings,
    private readonly anchor: tf.Variable,
    private readonly guard: TapeGuard,
  ) {}

  edge(_from: LayerId, to: LayerId, slot: number, value: tf.Tensor): tf.Tensor {
    if (value.dtype !== 'float32') return value;
    const key = edgeKey({ to, slot });
    this.sizes.edges.set(key, value.size);
    const tapped = identityTap(value, (dy) => {
      if (this.guard.isLost(tapped)) return;
      this.edges.set(key, this.gradientOf(dy));
      const time = this.plan.sequences.get(key);
      if (time !== undefined) this.steps.set(key, this.readings.take.steps(dy, time));
      if (this.plan.held.has(key)) this.held.set(key, tf.keep(tf.clone(dy)));
    });
    this.guard.claim(to);
    return tapped;
  }

  output(layer: LayerId, output: number, value: tf.Tensor): tf.Tensor {
    const tapped = this.tapOutput(layer, output, value);
    this.guard.claim(layer);
    return tapped;
  }

  private tapOutput(layer: LayerId, output: number, value: tf.Tensor): tf.Tensor {
    if (value.dtype !== 'float32') return value;
    const key = outputKey(layer, output);
    this.sizes.outputs.set(key, value.size);
    if (output === 0) this.activations.set(layer, this.activationOf(layer, value));
    const isRoot = this.plan.roots.has(layer);
    if (!isRoot && !this.plan.tappedOutputs.has(key)) return value;
    const listen = (dy: tf.Tensor): void => {
      if (this.guard.isLost(tapped)) return;
      this.outputs.set(key, this.gradientOf(dy));
      this.closeForks(layer);
    };
    const tapped = isRoot ? rootTap(value, this.anchor, listen) : identityTap(value, listen);
    return tapped;
  }

  dispose(): void {
    for (const tensor of this.held.values()) tensor.dispose();
    this.held.clear();
  }

  private gradientOf(dy: tf.Tensor): Reading {
    return remembered(this.gradients, dy.dataId, () => this.readings.take.gradient(dy));
  }

  private activationOf(layer: LayerId, value: tf.Tensor): Reading {
    const watch = this.plan.watched.get(layer);
    const take = (): Reading => this.readings.take.activation(value, watch);
    return watch ? take() : remembered(this.values, value.dataId, take);
  }

  /** ∂L/∂output is summed up last: all edges that leave the fork have been seen by now. */
  private closeForks(layer: LayerId): void {
    const plans = this.plan.forks.get(layer) ?? [];
    for (const plan of plans) this.readFork(plan);
    for (const { shortcut, body } of plans) {
      for (const key of [...shortcut, ...body]) {
        this.held.get(key)?.dispose();
        this.held.delete(key);
      }
    }
  }

  private readFork({ skip, shortcut, body }: ForkPlan): void {
    const tensors = (keys: readonly string[]): tf.Tensor[] =>
      keys.flatMap((key) => this.held.get(key) ?? []);
    const gradients = { shortcut: tensors(shortcut), body: tensors(body) };
    const isComplete = gradients.shortcut.length > 0 && gradients.body.length > 0;
    if (isComplete) this.forks.set(skip, this.readings.take.fork(gradients));
  }
}

function remembered(cache: WeakMap<object, Reading>, key: object, take: () => Reading): Reading {
  const found = cache.get(key) ?? take();
  cache.set(key, found);
  return found;
}
