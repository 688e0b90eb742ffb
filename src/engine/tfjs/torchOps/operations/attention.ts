import * as tf from '@tensorflow/tfjs-core';
import type { Call, Lowering, Lowerings } from '../values/call';
import { inOrder, ordered, range, type Value } from '../values/value';
import { dropped } from './random';
import { product } from './linear';

/** Adds a mask to scores: a boolean one hides by −∞, one of numbers is added. `hides` is the boolean that hides. */
function masked(scores: tf.Tensor, mask: tf.Tensor, hides: boolean): tf.Tensor {
  if (mask.dtype !== 'bool') return tf.add(scores, mask);
  const whole = tf.broadcastTo(mask, scores.shape);
  const hidden = tf.fill(scores.shape, -Infinity);
  return hides ? tf.where(whole, hidden, scores) : tf.where(whole, scores, hidden);
}

const causal = (queries: number, keys: number): tf.Tensor =>
  tf.tensor2d(
    range(0, queries).map((i) => range(0, keys).map((j) => j > i)),
    [queries, keys],
    'bool',
  );

/** softmax(Q Kᵀ · scale) V (Vaswani et al. 2017). */
const scaledDotProduct: Lowering = (call) => {
  const [query, key, value] = (['query', 'key', 'value'] as const).map((slot) =>
    inOrder(call.value(slot)),
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const width = query.shape.at(-1) ?? 1;
  const scale = call.maybeNumber('scale') ?? 1 / Math.sqrt(width);
  const order = [...range(0, key.rank - 2), key.rank - 1, key.rank - 2];
  const scores = tf.mul(product(query, tf.transpose(key, order)), scale);
  const mask = call.maybe('attn_mask');
  const [queries = 1, keys = 1] = scores.shape.slice(-2);
  const hidden = call.flag('is_causal') ? masked(scores, causal(queries, keys), true) : scores;
  const seen = mask ? masked(hidden, inOrder(mask), false) : hidden;
  const weights = dropped(tf.softmax(seen), call.isTraining ? call.number('dropout_p', 0) : 0);
  return ordered(product(weights, value));
};

interface Projections {
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
}

const projected = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor | undefined): tf.Tensor => {
  const [outputs = 1, inputs = 1] = weight.shape;
  const y = tf.matMul(tf.reshape(x, [-1, inputs]), weight, false, true);
  return tf.reshape(bias ? tf.add(y, bias) : y, [...x.shape.slice(0, -1), outputs]);
};

/** The three projections, whose weights are one tensor or three. */
function projections(call: Call, inputs: Projections): Projections {
  const width = inputs.query.shape.at(-1) ?? 1;
  const joint = call.maybe('in_proj_weight');
  const bias = call.maybe('in_proj_bias');
  const of = (slot: keyof Projections, i: number): tf.Tensor => {
    const weight =
      joint && !call.flag('use_separate_proj_weight')
        ? tf.slice(inOrder(joint), [i * width, 0], [width, width])
        : inOrder(call.value(`${slot[0] ?? ''}_proj_weight`));
    return projected(inputs[slot], weight, bias && tf.slice(inOrder(bias), [i * width], [width]));
  };
  return { query: of('query', 0), key: of('key', 1), value: of('value', 2) };
}

/** `[time, batch, width]` → `[batch, heads, time, width / heads]`. */
const apart = (x: tf.Tensor, heads: number): tf.Tensor => {
  const [time = 1, batch = 1, width = 1] = x.shape;
  return tf.transpose(tf.reshape(x, [time, batch, heads, width / heads]), [1, 2, 0, 3]);
};

/** The mask of scores `[batch, heads, queries, keys]` that the call gives, or that causality makes. */
function attentionMask(scores: tf.Tensor, call: Call): tf.Tensor | undefined {
  const given = call.maybe('attn_mask');
  if (given) {
    const mask = inOrder(given);
    return mask.rank === 3 ? tf.reshape(mask, scores.shape) : mask;
  }
  const [queries = 1, keys = 1] = scores.shape.slice(-2);
  return call.flag('is_causal') ? causal(queries, keys) : undefined;
}

function hiddenScores(scores: tf.Tensor, call: Call): tf.Tensor {
  const mask = attentionMask(scores, call);
  const seen = mask ? masked(scores, mask, true) : scores;
  const padding = call.maybe('key_padding_mask');
  if (!padding) return seen;
  const [batch = 1, , , keys = 1] = scores.shape;
  return masked(seen, tf.reshape(inOrder(padding), [batch, 1, 1, keys]), true);
}

const dropoutOf = (call: Call): number =>
  call.isTraining && call.flag('training', true) ? call.number('dropout_p', 0) : 0;

/** The result `[time, batch, width]` and the weights `[batch, heads, queries, keys]`. */
function attended(call: Call, inputs: Projections): { out: tf.Tensor; weights: tf.Tensor } {
  const parts = projections(call, inputs);
  const heads = call.number('num_heads');
  const width = parts.query.shape.at(-1) ?? 1;
  const product = tf.matMul(apart(parts.query, heads), apart(parts.key, heads), false, true);
  const scores = tf.mul(product, 1 / Math.sqrt(width / heads));
  const weights = dropped(tf.softmax(hiddenScores(scores, call)), dropoutOf(call));
  const mixed = tf.transpose(tf.matMul(weights, apart(parts.value, heads)), [2, 0, 1, 3]);
  const bias = call.maybe('out_proj_bias');
  const joint = tf.reshape(mixed, parts.query.shape);
  const out = projected(joint, inOrder(call.value('out_proj_weight')), bias && inOrder(bias));
  return { out, weights };
}

const multiHead: Lowering = (call): Value[] => {
  if (call.maybe('bias_k') || call.flag('add_zero_attn')) call.refuse('bias_k or add_zero_attn');
  const [query, key, value] = [call.value('query'), call.value('key'), call.value('value')].map(
    inOrder,
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const isSingle = query.rank === 2;
  const batched = (x: tf.Tensor): tf.Tensor => (isSingle ? tf.expandDims(x, 1) : x);
  const inputs = { query: batched(query), key: batched(key), value: batched(value) };
  const { out, weights } = attended(call, inputs);
  const shown = call.flag('average_attn_weights', true) ? tf.mean(weights, 1) : weights;
  if (!isSingle) return [ordered(out), ordered(shown)];
  return [ordered(tf.squeeze(out, [1])), ordered(tf.squeeze(shown, [0]))];
};

/** Attention, whole. */
export const attention: Lowerings = {
  scaled_dot_product_attention: scaledDotProduct,
  multi_head_attention_forward: multiHead,
};
