import * as tf from '@tensorflow/tfjs-core';
import type { LayerId } from '../../../shared/network/network';
import type { StepTiming, TimingOptions } from '../../model/stepTiming';
import type { Tap } from '../built/builtModel';
import { ablatingTap } from './ablation';
import type { Feed } from './feed';
import { countLiveBytes, heapBytes } from './liveBytes';
import { untapped } from './lossAt';
import { StepClock, type TimeOwner } from './stepClock';
import { totalLoss, type Training } from './trainingStep';

type TapeNode = NonNullable<ReturnType<typeof tf.engine>['state']['activeTape']>[number];

/** Gives the time between two tensors to the layer that made the second, forward and backward. */
class TimingTap implements Tap {
  private seen = 0;
  private last: TimeOwner;

  constructor(private readonly clock: StepClock) {}

  edge(_from: LayerId, _to: LayerId, _slot: number, value: tf.Tensor): tf.Tensor {
    return value;
  }

  output(layer: LayerId, _output: number, value: tf.Tensor): tf.Tensor {
    this.claim(layer);
    return value;
  }

  /** The operations since the last call are this owner's, and so is the time. */
  claim(owner: TimeOwner): void {
    this.clock.mark('forward', owner);
    const tape: readonly TapeNode[] = tf.engine().state.activeTape;
    for (const node of tape.slice(this.seen)) this.watch(node, owner);
    this.seen = tape.length;
    this.clock.skip();
  }

  /** The time until the next operation's gradient is this one's: sums of gradients at a fork among it. */
  private watch(node: TapeNode, owner: TimeOwner): void {
    const { gradient } = node;
    if (!gradient) return;
    node.gradient = (dys) => {
      this.clock.mark('backward', this.last);
      this.last = owner;
      const given = gradient(dys);
      return Object.fromEntries(
        Object.entries(given).map(([name, take]) => [name, (): tf.Tensor => this.timed(take)]),
      );
    };
  }

  private timed(take: () => tf.Tensor): tf.Tensor {
    const dx = take();
    this.clock.mark('backward', this.last);
    return dx;
  }
}

/** Gives the time until a weight's new value to its layer, while `run` updates the weights. */
function watchUpdates({ model, trained }: Training, clock: StepClock, run: () => void): void {
  for (const [at, variable] of trained) {
    const layer = model.weights[at]?.layer;
    variable.assign = (value) => {
      tf.Variable.prototype.assign.call(variable, value);
      clock.mark('update', layer);
    };
  }
  try {
    run();
  } finally {
    for (const variable of trained.values())
      delete (variable as { assign?: tf.Variable['assign'] }).assign;
  }
}

/** Bytes of variables that live on after `run`. */
function keptBy(run: () => void): number {
  const before = tf.memory().numBytes;
  run();
  return tf.memory().numBytes - before;
}

/** Forward pass, loss, backward pass and update; frees all but the optimizer's own state. */
async function takeStep(
  training: Training,
  feed: Feed,
  clock: StepClock | undefined,
): Promise<number> {
  const { model, losses, trained, optimizer, ablation } = training;
  const tap = clock && new TimingTap(clock);
  const { value, grads } = tf.variableGrads(() => {
    const predictions = model.forward(feed.inputs, ablatingTap(tap ?? untapped, ablation));
    const loss = totalLoss({ model, losses, ablation }, predictions, feed);
    tap?.claim('loss');
    return loss;
  }, [...trained.values()]);
  clock?.mark('backward', undefined);
  const update = (): void => optimizer.applyGradients(grads);
  const grown = keptBy(() => (clock ? watchUpdates(training, clock, update) : update()));
  tf.dispose([grads]);
  clock?.mark('update', undefined);
  await value.data();
  value.dispose();
  return grown;
}

/** Bytes that each optimizer in use keeps from step to step, as its steps have shown. */
const optimizerBytes = new WeakMap<tf.Optimizer, number>();

function optimizerGrew({ optimizer }: Training, bytes: number): number {
  const all = (optimizerBytes.get(optimizer) ?? 0) + bytes;
  optimizerBytes.set(optimizer, all);
  return all;
}

const BYTES_PER_ENTRY = 4;

/** Bytes of the weights, of the optimizer's state and of the inputs. */
function aliveBefore({ model, optimizer }: Training, { inputs }: Feed): number {
  const tensors = [...model.weights.map(({ variable }) => variable), ...inputs];
  const entries = tensors.reduce((sum, { size }) => sum + size, 0);
  return BYTES_PER_ENTRY * entries + (optimizerBytes.get(optimizer) ?? 0);
}

/**
 * One real training step, timed as a whole and, where asked for, layer by layer. No gradient is read.
 * Frees all it allocates but the optimizer's own state.
 */
export async function timedStep(
  training: Training,
  feed: Feed,
  { layers = false, memory = false }: TimingOptions,
): Promise<StepTiming> {
  const live = memory ? countLiveBytes(aliveBefore(training, feed)) : undefined;
  try {
    const clock = layers ? new StepClock() : undefined;
    const started = performance.now();
    const grown = await takeStep(training, feed, clock);
    const milliseconds = performance.now() - started;
    const heap = heapBytes();
    return {
      milliseconds,
      optimizerBytes: optimizerGrew(training, grown),
      ...(clock && { tapped: clock.timing() }),
      ...(live && { peakBytes: live.peak }),
      ...(heap !== undefined && { heapBytes: heap }),
    };
  } finally {
    live?.end();
  }
}
