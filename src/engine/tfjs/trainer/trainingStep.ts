import * as l10n from '@vscode/l10n';
import * as tf from '@tensorflow/tfjs-core';
import { Failure, thrownText } from '../../../shared/base/failures';
import type { BuiltModel, ModelWeight } from '../builtModel';
import type { Batch } from '../../data/batch';
import { openReadings, type Reading, type Readings } from './statistics/readings';
import { GradientTaps, type TapReadings } from './gradientTaps';
import type { OutputLoss } from './losses';
import type { TapPlan } from '../../probe/plan/tapPlan';

/** What a training step needs besides its data. */
export interface Training {
  readonly model: BuiltModel;
  readonly trained: readonly ModelWeight[];
  readonly losses: readonly OutputLoss[];
  readonly optimizer: tf.Optimizer;
  readonly plan: TapPlan;
  /** A variable that no loss depends on; it ties inputs to the backward pass. */
  readonly anchor: tf.Variable;
}

export interface WeightReadings {
  /** Absent where no gradient path leads to the weight. */
  readonly gradient: Reading;
  readonly update: Reading;
  /** Of the gradient; only where asked for. */
  readonly histogram?: Reading;
}

/** All that one step measured, as numbers. */
export interface StepReadings {
  readonly loss: Reading;
  readonly taps: TapReadings;
  /** By the position of the weight in `trained`; absent where no gradient path leads there. */
  readonly weights: ReadonlyMap<number, WeightReadings>;
}

function outputLoss(loss: OutputLoss, target: tf.Tensor, prediction: tf.Tensor): tf.Tensor {
  try {
    return tf.mean(loss.call(target, prediction));
  } catch (error) {
    const detail = thrownText(error);
    const shapes = l10n.t(
      'targets of shape {0} and predictions of shape {1}',
      shown(target),
      shown(prediction),
    );
    throw new Failure(
      'unusable-data',
      l10n.t('the loss {0} refuses {1}: {2}', loss.name, shapes, detail),
    );
  }
}
const shown = ({ shape }: tf.Tensor): string => `[${shape.join(', ')}]`;

/** The loss that training minimises: the sum over the outputs, and the regularizers' penalties. */
export function totalLoss(
  { model, losses }: Pick<Training, 'model' | 'losses'>,
  predictions: readonly tf.Tensor[],
  batch: Batch,
): tf.Scalar {
  const parts = losses.flatMap((loss, i) => {
    const prediction = predictions[i];
    return prediction ? [outputLoss(loss, batch.target(i, prediction, loss), prediction)] : [];
  });
  return tf.reshape(tf.addN([...parts, ...model.penalties()]), []);
}

/** Lets the optimizer apply the gradients and reads what it changed. */
function applyGradients(
  { trained, optimizer }: Training,
  gradients: tf.NamedTensorMap,
  { take }: Readings,
  histograms: boolean,
): Map<number, WeightReadings> {
  const before = trained.map(({ variable }) => tf.clone(variable));
  optimizer.applyGradients(gradients);
  const weights = new Map<number, WeightReadings>();
  trained.forEach(({ variable }, i) => {
    const gradient = gradients[variable.name];
    const old = before[i];
    if (!gradient || !old) return;
    const update = { before: old, after: variable, gradient };
    weights.set(i, {
      gradient: take.weight(gradient),
      update: take.update(update),
      ...(histograms ? { histogram: take.histogram(gradient) } : {}),
    });
  });
  tf.dispose(before);
  return weights;
}

/**
 * One real training step: forward, one backward pass, update. Every edge is tapped; all statistics
 * come back in one transfer. `histograms` asks for those of the gradients too. Frees all it allocates but the optimizer's own state.
 */
export async function trainingStep(
  training: Training,
  batch: Batch,
  histograms = false,
): Promise<StepReadings> {
  const { model, trained, plan, anchor } = training;
  const readings = openReadings();
  const taps = new GradientTaps(plan, readings, anchor);
  const variables = [...trained.map(({ variable }) => variable), anchor];
  try {
    const { value, grads } = tf.variableGrads(
      () => totalLoss(training, model.forward(batch.inputs, taps), batch),
      variables,
    );
    const { [anchor.name]: ofAnchor, ...gradients } = grads;
    const loss = readings.take.value(value);
    const weights = applyGradients(training, gradients, readings, histograms);
    tf.dispose([value, gradients, ofAnchor]);
    await readings.collect();
    return { loss, taps, weights };
  } finally {
    taps.dispose();
  }
}
