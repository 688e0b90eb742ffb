/**
 * A transformer encoder (Vaswani et al. 2017) that classifies a sequence of tokens: four pre-norm
 * blocks, each with a residual around its self-attention and one around its feed-forward network.
 */
import * as tf from '@tensorflow/tfjs';

const firstOf = (inputs: tf.Tensor | tf.Tensor[]) => (Array.isArray(inputs) ? inputs[0]! : inputs);

interface AttentionArgs {
  modelSize: number;
  heads: number;
}

/** softmax(QKᵀ / √d)·V over several heads, with its own four projection matrices. */
class MultiHeadSelfAttention extends tf.layers.Layer {
  static readonly className = 'MultiHeadSelfAttention';
  private readonly modelSize: number;
  private readonly heads: number;
  private projections: tf.LayerVariable[] = [];

  constructor({ modelSize, heads }: AttentionArgs) {
    super({});
    this.modelSize = modelSize;
    this.heads = heads;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [this.modelSize, this.modelSize];
    this.projections = ['query', 'key', 'value', 'output'].map((name) =>
      this.addWeight(`${name}_kernel`, shape, 'float32', tf.initializers.glorotUniform({})),
    );
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstOf(inputs);
      const [batch, length] = x.shape as [number, number, number];
      const headSize = this.modelSize / this.heads;
      const [query, key, value, output] = this.projections.map((weight) => weight.read());
      const flat = x.reshape([batch * length, this.modelSize]);
      const split = (kernel: tf.Tensor) =>
        tf
          .matMul(flat, kernel)
          .reshape([batch, length, this.heads, headSize])
          .transpose([0, 2, 1, 3]);

      const scores = tf.matMul(split(query!), split(key!), false, true);
      const attention = tf.softmax(scores.div(Math.sqrt(headSize)));
      const context = tf
        .matMul(attention, split(value!))
        .transpose([0, 2, 1, 3])
        .reshape([batch * length, this.modelSize]);
      return tf.matMul(context, output as tf.Tensor2D).reshape([batch, length, this.modelSize]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), modelSize: this.modelSize, heads: this.heads };
  }
}
tf.serialization.registerClass(MultiHeadSelfAttention);

/** Adds a learned vector for each position. */
class PositionEmbedding extends tf.layers.Layer {
  static readonly className = 'PositionEmbedding';
  private table: tf.LayerVariable | undefined;

  override build(inputShape: tf.Shape): void {
    const [, length, size] = inputShape;
    const initializer = tf.initializers.randomNormal({ mean: 0, stddev: 0.02 });
    this.table = this.addWeight('table', [length!, size!], 'float32', initializer);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.add(firstOf(inputs), this.table!.read());
  }
}
tf.serialization.registerClass(PositionEmbedding);

function encoderBlock(x: tf.SymbolicTensor, modelSize: number, heads: number): tf.SymbolicTensor {
  const normalized = tf.layers.layerNormalization().apply(x);
  const attended = new MultiHeadSelfAttention({ modelSize, heads }).apply(normalized);
  x = tf.layers.add().apply([x, attended as tf.SymbolicTensor]) as tf.SymbolicTensor;

  let y = tf.layers.layerNormalization().apply(x);
  y = tf.layers.dense({ units: 4 * modelSize, activation: 'gelu' }).apply(y);
  y = tf.layers.dense({ units: modelSize }).apply(y);
  return tf.layers.add().apply([x, y as tf.SymbolicTensor]) as tf.SymbolicTensor;
}

export function transformerEncoder(
  vocabSize = 200,
  sequenceLength = 24,
  numClasses = 4,
): tf.LayersModel {
  const modelSize = 32;
  const tokens = tf.input({ shape: [sequenceLength], dtype: 'int32' });
  let x = tf.layers
    .embedding({ inputDim: vocabSize, outputDim: modelSize })
    .apply(tokens) as tf.SymbolicTensor;
  x = new PositionEmbedding().apply(x) as tf.SymbolicTensor;
  for (let block = 0; block < 4; block++) x = encoderBlock(x, modelSize, 4);
  let y = tf.layers.layerNormalization().apply(x);
  y = tf.layers.globalAveragePooling1d({}).apply(y);
  const classes = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(y);
  return tf.model({ inputs: tokens, outputs: classes as tf.SymbolicTensor, name: 'transformer' });
}
