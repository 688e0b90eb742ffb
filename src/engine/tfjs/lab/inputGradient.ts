import * as tf from '@tensorflow/tfjs-core';
import type { NetworkGraph } from '../../../shared/network/network';
import type { GradientAsk, InputGradient, Rotation } from '../../model/lab';
import type { OutputActivation } from '../../model/modelDescription';
import { edgeKey } from '../../probe/plan/edges';
import type { Tap } from '../built/builtModel';
import type { Feed } from '../trainer/feed';
import { untapped } from '../trainer/lossAt';
import { withoutFilterGradients } from './filterGradients';
import { pass, type LabNetwork } from './network';

/** As Keras clips probabilities before their logarithm. */
const EPSILON = 1e-7;

/** A factor for each row of a tensor of this rank, which has its rows on an axis. */
const column = (values: readonly number[], rank: number, axis = 0): tf.Tensor =>
  tf.reshape(
    tf.tensor1d([...values]),
    Array.from({ length: rank }, (_, at) => (at === axis ? values.length : 1)),
  );

/** Turns (real, imaginary), the two halves of a batch, by an angle for each pair of rows. */
function turned(dy: tf.Tensor, { angles }: Rotation, axis: number): tf.Tensor {
  const [real, imaginary] = tf.split(dy, 2, axis);
  if (!real || !imaginary) throw new RangeError('A batch of two halves is wanted');
  const cos = column(angles.map(Math.cos), dy.rank, axis);
  const sin = column(angles.map(Math.sin), dy.rank, axis);
  const parts = [
    tf.sub(tf.mul(cos, real), tf.mul(sin, imaginary)),
    tf.add(tf.mul(sin, real), tf.mul(cos, imaginary)),
  ];
  return tf.concat(parts, axis);
}

/** Changes to the gradient of an edge on its way back; without one it is unchanged. */
function changeOf({ rotation, factors }: GradientAsk, key: string, axis: number) {
  if (rotation?.bodies.has(key)) return (dy: tf.Tensor): tf.Tensor => turned(dy, rotation, axis);
  const own = factors?.get(key);
  return own && ((dy: tf.Tensor): tf.Tensor => tf.mul(dy, column(own, dy.rank, axis)));
}

/** Identity on the way forward; on the way back the gradient of some edges is changed. */
const changing = (ask: GradientAsk, { layers }: NetworkGraph): Tap => ({
  edge: (from, to, slot, value) => {
    const { batchAxis = 0 } = layers.find(({ id }) => id === from) ?? {};
    const change = changeOf(ask, edgeKey({ to, slot }), batchAxis ?? 0);
    if (!change) return value;
    return tf.customGrad((x) => ({
      value: tf.clone(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => change(dy),
    }))(value);
  },
  output: (_layer, _output, value) => value,
});

/** An output before its softmax (up to a sum over the classes) or sigmoid, whose own slopes vanish. */
function beforeActivation(prediction: tf.Tensor, activation: OutputActivation): tf.Tensor {
  if (activation !== 'softmax' && activation !== 'sigmoid') return prediction;
  const inside = tf.clipByValue(prediction, EPSILON, 1 - EPSILON);
  const log = tf.log(inside);
  return activation === 'softmax' ? log : tf.sub(log, tf.log(tf.sub(1, inside)));
}

/** One channel of the last axis, or all of it if there is one. */
function channel(values: tf.Tensor, at: number): tf.Tensor {
  const count = values.shape.at(-1) ?? 1;
  if (values.rank < 2 || count < 2) return values;
  return tf.gather(values, [Math.min(at, count - 1)], values.rank - 1);
}

/** A loss per row times the number of rows: the rows of the gradient do not depend on how many there are. */
function lossOfRows(
  network: LabNetwork,
  predictions: readonly tf.Tensor[],
  feed: Feed,
): tf.Tensor[] {
  return network.losses.flatMap(({ call }, i): tf.Tensor[] => {
    const prediction = predictions[i];
    if (!prediction) return [];
    const values = call(feed.target(i, prediction.shape), prediction);
    const rows = prediction.shape[0];
    // A loss may have taken its mean over the rows already: it cannot tell them apart.
    if (values.size % rows !== 0 || values.rank === 0)
      throw new RangeError('A loss per row is wanted');
    return [tf.div(tf.reshape(values, [rows, -1]), values.size / rows)];
  });
}

/** The sum that the gradient is taken of; the imaginary half of a batch counts nothing. */
function headOf(
  network: LabNetwork,
  predictions: readonly tf.Tensor[],
  { feed, ask }: { readonly feed: Feed; readonly ask: GradientAsk },
): tf.Scalar {
  const [first] = predictions;
  if (!first) throw new RangeError('The model gives nothing');
  const { activation = 'linear' } = network.model.outputs[0] ?? {};
  const parts =
    ask.of === 'loss'
      ? lossOfRows(network, predictions, feed)
      : [channel(beforeActivation(first, activation), ask.of)];
  const half = first.shape[0] / 2;
  const weighted = parts.map((part) => {
    if (!ask.rotation || part.rank === 0) return tf.sum(part);
    const weights = column(
      [...Array<number>(half).fill(1), ...Array<number>(half).fill(0)],
      part.rank,
    );
    return tf.sum(tf.mul(part, weights));
  });
  return tf.reshape(tf.addN(weighted), []);
}

/** The standard deviation over the rows, root mean square over all outputs. */
function spreadOf(predictions: readonly tf.Tensor[]): tf.Tensor {
  const [first] = predictions;
  if (!first) return tf.scalar(0);
  return tf.sqrt(tf.mean(tf.moments(first, 0).variance));
}

/** ∂/∂x of the first input, and how far the outputs lie apart. */
export async function inputGradient(
  network: LabNetwork,
  feed: Feed,
  ask: GradientAsk,
): Promise<InputGradient> {
  const [input, ...others] = feed.inputs;
  if (!input) throw new RangeError('The model takes nothing');
  const tap = ask.rotation || ask.factors ? changing(ask, network.model.graph) : untapped;
  let spread: tf.Tensor | undefined;
  const gradient = tf.tidy(() =>
    withoutFilterGradients((passed) =>
      tf.grad((x: tf.Tensor) => {
        const predictions = pass(network, [x, ...others], ask.mode, tap);
        passed();
        spread = tf.keep(spreadOf(predictions));
        return headOf(network, predictions, { feed, ask });
      })(input),
    ),
  );
  const [values, [apart = NaN] = []] = await Promise.all([gradient.data(), spread?.data()]);
  tf.dispose([gradient, spread].flatMap((each) => each ?? []));
  return { gradient: Float32Array.from(values), rows: input.shape[0], spread: apart };
}
