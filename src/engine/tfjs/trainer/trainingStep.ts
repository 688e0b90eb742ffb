import * as tf from '@tensorflow/tfjs-core';
import { Failure, thrownText } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import type { StepReadings } from '../../model/stepReadings';
import type { Ablation, MeasurePlan } from '../../model/trainer';
import type { BuiltModel, NamedLoss } from '../built/builtModel';
import { ablatingTap } from './ablation';
import type { Feed } from './feed';
import { GradientTaps } from './gradientTaps';
import { namedReadings, type WeightLists } from './namedReadings';
import { openReadings, type Readings } from './statistics/readings';
import { TapeGuard, type ExplainFailure } from './tapeGuard';

/** A model that is being trained. */
export interface Training {
  readonly model: BuiltModel;
  /** The weights that are trained, by their position in the model. */
  readonly trained: ReadonlyMap<number, tf.Variable>;
  readonly losses: readonly NamedLoss[];
  readonly optimizer: tf.Optimizer;
  readonly ablation: Ablation | undefined;
  /** A variable that no loss depends on; it ties inputs to the backward pass. */
  readonly anchor: tf.Variable;
}

const shown = ({ shape }: tf.Tensor): string => `[${shape.join(', ')}]`;

function outputLoss(
  { name, call }: NamedLoss,
  target: tf.Tensor,
  prediction: tf.Tensor,
): tf.Tensor {
  try {
    return tf.mean(call(target, prediction));
  } catch (error) {
    const values = {
      loss: name,
      targets: shown(target),
      predictions: shown(prediction),
      why: thrownText(error),
    };
    throw new Failure('unusable-data', message('training.loss-refuses', values));
  }
}

/** The loss that training minimises: the sum over the outputs, and the regularizers' penalties. */
export function totalLoss(
  { model, losses, ablation }: Pick<Training, 'model' | 'losses' | 'ablation'>,
  predictions: readonly tf.Tensor[],
  feed: Feed,
): tf.Scalar {
  const parts = losses.flatMap((loss, i) => {
    const prediction = predictions[i];
    if (!prediction) return [];
    return [outputLoss(loss, feed.target(i, prediction.shape), prediction)];
  });
  return tf.reshape(tf.addN([...parts, ...model.penalties(ablation?.idle)]), []);
}

/** A failure of the backward pass, at the line of the layer that it happened in. */
const explainBackward =
  ({ graph }: BuiltModel, losses: readonly NamedLoss[]): ExplainFailure =>
  (id, reason) => {
    const layer = graph.layers.find((each) => each.id === id);
    const loss = losses.map(({ name }) => name);
    const why = layer
      ? message('layers.no-gradient', { layer: layer.id, kind: layer.kind, reason })
      : message('training.loss-without-gradient', { loss, reason });
    return new Failure('model-threw', why, layer?.source[0]);
  };

/** The loss of one pass and its gradients; every operation is watched by the layer that it belongs to. */
function backward(
  { model, losses, trained, ablation, anchor }: Training,
  feed: Feed,
  { taps, guard }: { readonly taps: GradientTaps; readonly guard: TapeGuard },
): { value: tf.Scalar; grads: tf.NamedTensorMap } {
  return tf.variableGrads(() => {
    const predictions = model.forward(feed.inputs, ablatingTap(taps, ablation));
    const loss = totalLoss({ model, losses, ablation }, predictions, feed);
    guard.claim();
    return loss;
  }, [...trained.values(), anchor]);
}

/** Lets the optimizer apply the gradients and reads the changes. */
function applyGradients(
  { trained, optimizer }: Training,
  gradients: tf.NamedTensorMap,
  { take }: Readings,
  histograms: boolean,
): Map<number, WeightLists> {
  const before = new Map([...trained].map(([at, variable]) => [at, tf.clone(variable)]));
  optimizer.applyGradients(gradients);
  const weights = new Map<number, WeightLists>();
  for (const [at, variable] of trained) {
    const gradient = gradients[variable.name];
    const old = before.get(at);
    if (!gradient || !old) continue;
    weights.set(at, {
      gradient: take.weight(gradient),
      update: take.update({ before: old, after: variable, gradient }),
      ...(histograms && { histogram: take.histogram(gradient) }),
    });
  }
  tf.dispose([...before.values()]);
  return weights;
}

/** The plan for tensors in the order that the model shows them in. */
function planFor({ channelsLast = false }: BuiltModel, plan: MeasurePlan): MeasurePlan {
  if (!channelsLast) return plan;
  const watched = [...plan.watched].map(
    ([layer, { curve, limit }]) => [layer, { curve, limit }] as const,
  );
  return { ...plan, watched: new Map(watched) };
}

/**
 * One real training step: forward, one backward pass, update. Every edge is tapped; all statistics
 * come back in one transfer. Frees all it allocates but the optimizer's own state.
 */
export async function trainingStep(
  training: Training,
  feed: Feed,
  plan: MeasurePlan,
): Promise<StepReadings> {
  const { model, trained, losses, anchor } = training;
  const readings = openReadings();
  const ids = new Set([...trained.values()].map(({ id }) => id));
  const guard = new TapeGuard(ids, explainBackward(model, losses));
  const taps = new GradientTaps(planFor(model, plan), readings, anchor, guard);
  try {
    const { value, grads } = backward(training, feed, { taps, guard });
    const { [anchor.name]: ofAnchor, ...gradients } = grads;
    const loss = readings.take.value(value);
    const weights = applyGradients(training, gradients, readings, plan.histograms);
    tf.dispose([value, gradients, ofAnchor]);
    await readings.collect();
    return namedReadings(loss, taps, weights);
  } finally {
    taps.dispose();
  }
}
