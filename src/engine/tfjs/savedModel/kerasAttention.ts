import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { linear } from '../../opGraph/operations/activations';
import { transform } from '../../opGraph/operations/makeOperation';
import { oneShape } from './oneInput';
import type { Runnable } from './runnable';
import type { SavedCall, SavedLayer } from './savedLayers';

type Weight = ReturnType<layers.Layer['addWeight']>;
interface Projection {
  readonly kernel: Weight;
  readonly bias: Weight | undefined;
}

const count = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** Scores of masked positions, so low that a softmax makes nothing of them. */
const HIDDEN = -1e9;

/** Attention with several heads of Keras over one axis (Vaswani et al. 2017), with Keras' weights and initialisers. */
class KerasAttention extends layers.Layer {
  static readonly className: string = 'SkipScopeMultiHeadAttention';
  private readonly heads: number;
  private readonly width: number;
  private readonly valueWidth: number;
  private readonly parts: Projection[] = [];
  private products = 0;
  private entries = 0;

  constructor(private readonly config: tf.serialization.ConfigDict) {
    super({ name: textAt(config, 'name') ?? '', trainable: config['trainable'] !== false });
    this.heads = count(config['heads'], 1);
    this.width = count(config['width'], 1);
    this.valueWidth = count(config['valueWidth'], this.width);
  }

  get statedOperation(): Operation {
    return transform({
      family: 'attention',
      kernelEntries: this.entries,
      tensorProducts: this.products,
      activation: linear,
    });
  }

  override getClassName(): string {
    return 'MultiHeadAttention';
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }

  override build(given: Shape | Shape[]): void {
    const shapes = (Array.isArray(given[0]) ? given : [given]) as Shape[];
    const [query, value = query, key = value] = shapes;
    const { heads, width, valueWidth } = this;
    const size = (shape: Shape | undefined): number => shape?.at(-1) ?? 1;
    this.parts.push(
      this.projection('query', [size(query), heads, width], [heads, width]),
      this.projection('key', [size(key), heads, width], [heads, width]),
      this.projection('value', [size(value), heads, valueWidth], [heads, valueWidth]),
      this.projection(
        'attention_output',
        [heads, valueWidth, this.outputSize(query)],
        [this.outputSize(query)],
      ),
    );
    const [steps, keys] = [query?.[1] ?? 1, value?.[1] ?? 1];
    this.products = steps * keys * heads * (width + valueWidth);
    this.built = true;
  }

  private outputSize(query: Shape | undefined): number {
    return count(this.config['outputSize'], query?.at(-1) ?? 1);
  }

  private projection(name: string, kernel: number[], bias: number[]): Projection {
    const { trainable } = this;
    this.entries += kernel.reduce((product, extent) => product * extent, 1);
    const glorot = initializers.glorotUniform({});
    return {
      kernel: this.addWeight(`${name}_kernel`, kernel, 'float32', glorot, undefined, trainable),
      bias:
        this.config['useBias'] === false
          ? undefined
          : this.addWeight(
              `${name}_bias`,
              bias,
              'float32',
              initializers.zeros(),
              undefined,
              trainable,
            ),
    };
  }

  override computeOutputShape(given: Shape | Shape[]): Shape {
    const query = oneShape(given);
    return [...query.slice(0, -1), this.outputSize(query)];
  }

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    { training = false }: { readonly training?: boolean },
  ): tf.Tensor {
    return tf.tidy(() => {
      const [query, value = query, key = value] = [inputs].flat() as [tf.Tensor, ...tf.Tensor[]];
      const [q, k, v] = [query, key, value].map((x, at) =>
        this.projected(x, at, 'bti,ihd->bhtd'),
      ) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(this.width));
      const weights = this.dropped(tf.softmax(this.masked(scores)), training);
      return this.projected(tf.matMul(weights, v), 3, 'bhtd,hdo->bto');
    });
  }

  private dropped(weights: tf.Tensor, training: boolean): tf.Tensor {
    const rate = count(this.config['rate'], 0);
    return training && rate > 0 ? tf.dropout(weights, rate) : weights;
  }

  private masked(scores: tf.Tensor): tf.Tensor {
    if (this.config['causal'] !== true) return scores;
    const [rows = 1, columns = 1] = scores.shape.slice(-2);
    const seen = tf.linalg.bandPart(tf.ones([rows, columns]), -1, 0);
    return tf.add(scores, tf.mul(tf.sub(1, seen), HIDDEN));
  }

  private projected(x: tf.Tensor, at: number, equation: string): tf.Tensor {
    const part = this.parts[at];
    if (!part) throw new Error(`${this.name} is not built`);
    const y = tf.einsum(equation, x, part.kernel.read());
    if (!part.bias) return y;
    const bias = part.bias.read();
    return tf.add(y, bias.rank === 1 ? bias : tf.expandDims(bias, 1));
  }
}

export function registerAttention(): void {
  tf.serialization.SerializationMap.register(KerasAttention);
}

const isOneAxis = (axes: unknown): boolean =>
  axes === undefined ||
  axes === null ||
  (Array.isArray(axes) && axes.length === 1 && axes[0] === 1);
const isPlainStart = (part: unknown, name: string): boolean => {
  const written = textAt(part, 'class_name') ?? part;
  return written === undefined || written === null || written === name;
};

/** Called on a query and a value, and perhaps a key, each `[batch, steps, channels]`, for the result alone. */
const isCalledPlainly = ({ inputs, places, options }: SavedCall): boolean =>
  inputs.length === places.length &&
  inputs.length > 1 &&
  inputs.length < 4 &&
  inputs.every(({ shape }) => shape?.length === 3) &&
  options['return_attention_scores'] !== true;

const isPlain = ({ config }: SavedLayer): boolean =>
  isOneAxis(config['attention_axes']) &&
  ['number', 'undefined'].includes(typeof (config['output_shape'] ?? undefined)) &&
  isPlainStart(config['kernel_initializer'], 'GlorotUniform') &&
  isPlainStart(config['bias_initializer'], 'Zeros') &&
  config['use_gate'] !== true;

/** The layer of ours that computes Keras' attention; `undefined` if it is called or made in a way that it lacks. */
export function attentionLayer(layer: SavedLayer): Runnable | undefined {
  const { name, className, config, calls } = layer;
  const isAttention = className === 'MultiHeadAttention' && calls.length > 0;
  if (!isAttention || !calls.every(isCalledPlainly) || !isPlain(layer)) return undefined;
  const width = count(config['key_dim'], 1);
  const size = config['output_shape'];
  return {
    class_name: KerasAttention.className,
    config: {
      name,
      width,
      heads: count(config['num_heads'], 1),
      valueWidth: count(config['value_dim'], width),
      rate: count(config['dropout'], 0),
      useBias: config['use_bias'] !== false,
      trainable: config['trainable'] !== false,
      causal: calls[0]?.options['use_causal_mask'] === true,
      ...(typeof size === 'number' && { outputSize: size }),
    },
  };
}
