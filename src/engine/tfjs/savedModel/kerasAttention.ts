import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { textAt } from '../../../shared/base/jsonValues';
import type { Operation } from '../../../shared/network/operation';
import { linear } from '../../opGraph/operations/activations';
import { transform } from '../../opGraph/operations/makeOperation';
import type { Runnable } from './runnableLayers';
import type { SavedLayer } from './savedLayers';

type Weight = ReturnType<layers.Layer['addWeight']>;
interface Projection {
  readonly kernel: Weight;
  readonly bias: Weight | undefined;
}

const count = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** What stands for a mask: scores so low that a softmax makes nothing of them. */
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
    const query = (Array.isArray(given[0]) ? given[0] : given) as Shape;
    return [...query.slice(0, -1), this.outputSize(query)];
  }

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    options: { readonly training?: boolean },
  ): tf.Tensor {
    return tf.tidy(() => {
      const [query, value = query, key = value] = [inputs].flat();
      if (!query || !value || !key) throw new Error(`${this.name} takes a query and a value`);
      const [q, k, v] = [query, key, value].map((x, at) => this.projected(x, at, 'bti,ihd->bhtd'));
      if (!q || !k || !v) throw new Error(`${this.name} is not built`);
      const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(this.width));
      const weights = tf.softmax(this.masked(scores));
      const rate = count(this.config['rate'], 0);
      const kept = options.training === true && rate > 0 ? tf.dropout(weights, rate) : weights;
      return this.projected(tf.matMul(kept, v), 3, 'bhtd,hdo->bto');
    });
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

/** The layer of ours that computes Keras' attention; `undefined` where it is called or made in a way that it lacks. */
export function attentionLayer({
  name,
  className,
  config,
  calls,
}: SavedLayer): Runnable | undefined {
  if (className !== 'MultiHeadAttention' || calls.length === 0) return undefined;
  const { num_heads, key_dim, value_dim, output_shape, attention_axes, dropout } = config;
  const { kernel_initializer, bias_initializer, use_bias, trainable } = config;
  const isCalledPlainly = calls.every(
    ({ inputs, places, options }) =>
      inputs.length === places.length &&
      inputs.length > 1 &&
      inputs.length < 4 &&
      inputs.every(({ shape }) => shape?.length === 3) &&
      options['return_attention_scores'] !== true,
  );
  const isPlain =
    isOneAxis(attention_axes) &&
    (typeof output_shape === 'number' || output_shape === undefined || output_shape === null) &&
    isPlainStart(kernel_initializer, 'GlorotUniform') &&
    isPlainStart(bias_initializer, 'Zeros') &&
    config['use_gate'] !== true;
  if (!isCalledPlainly || !isPlain) return undefined;
  return {
    class_name: KerasAttention.className,
    config: {
      ...{ name, heads: count(num_heads, 1), width: count(key_dim, 1) },
      ...{ valueWidth: count(value_dim, count(key_dim, 1)), rate: count(dropout, 0) },
      ...{ useBias: use_bias !== false, trainable: trainable !== false },
      causal: calls[0]?.options['use_causal_mask'] === true,
      ...(typeof output_shape === 'number' && { outputSize: output_shape }),
    },
  };
}
