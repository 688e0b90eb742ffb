import { type Definition, sgd } from './definition';
import { healthy, M, softmax, V } from './healthyHelper';

const block = (norm: string, zero: string): string => `let h = conv(8, { useBias: false }).apply(x);
  for (let i = 0; i < 5; i++) {
    let b = L.${norm}().apply(conv(8, { useBias: false, kernelInitializer: 'heNormal' }).apply(h));
    b = L.${norm}(${zero}).apply(conv(8, { useBias: false, kernelInitializer: 'heNormal' }).apply(L.reLU().apply(b)));
    h = L.reLU().apply(L.add().apply([h, b]));
  }
  h = L.globalAveragePooling2d({}).apply(h);
  ${softmax}`;
/** Residual, highway and transformer blocks. */
export const residual: readonly Definition[] = [
  healthy('residual, batch norm', M, block('batchNormalization', '')),
  healthy(
    'residual, last scale zero',
    M,
    block('batchNormalization', "{ gammaInitializer: 'zeros' }"),
  ),
  healthy('residual, layer norm', M, block('layerNormalization', '')),
  healthy(
    'residual, before the norm',
    M,
    `let h = conv(8).apply(x);
  for (let i = 0; i < 6; i++) h = L.add().apply([h, conv(8, { kernelInitializer: 'heNormal' }).apply(L.reLU().apply(L.batchNormalization().apply(h)))]);
  h = L.globalAveragePooling2d({}).apply(L.reLU().apply(L.batchNormalization().apply(h)));
  ${softmax}`,
  ),
  healthy(
    'residual of zeros (Fixup)',
    M,
    `let h = conv(8, { activation: 'relu' }).apply(x);
  for (let i = 0; i < 5; i++) h = L.reLU().apply(L.add().apply([h, conv(8, { kernelInitializer: 'zeros' }).apply(conv(8, { activation: 'relu', kernelInitializer: 'heNormal' }).apply(h))]));
  h = L.globalAveragePooling2d({}).apply(h);
  ${softmax}`,
  ),
  healthy(
    'ConvNeXt with a layer scale of 1e-6',
    M,
    `class Scale extends tf.layers.Layer {
    static className = 'Scale';
    build(shape) { this.s = this.addWeight('gamma', [shape[shape.length - 1]], 'float32', constant(1e-6)); super.build(shape); }
    call(inputs) { return tf.tidy(() => tf.mul(inputs[0] ?? inputs, this.s.read())); }
  }
  let h = L.layerNormalization().apply(conv(8, { kernelSize: 4, strides: 4 }).apply(x));
  for (let i = 0; i < 3; i++) {
    let b = L.layerNormalization().apply(L.depthwiseConv2d({ kernelSize: 3, padding: 'same' }).apply(h));
    b = new Scale().apply(dense(8).apply(dense(32, { activation: 'elu' }).apply(b)));
    h = L.add().apply([h, b]);
  }
  h = L.layerNormalization().apply(L.globalAveragePooling2d({}).apply(h));
  ${softmax}`,
  ),
  ...[-1, -2, -3].map((bias) =>
    healthy(
      `highway at ${bias}`,
      V,
      `let h = x;
  for (let i = 0; i < 10; i++) {
    const t = dense(16, { activation: 'sigmoid', biasInitializer: constant(${bias}) }).apply(h);
    const b = dense(16, { activation: 'relu' }).apply(h);
    const carry = new Own((v) => tf.sub(1, v)).apply(t);
    h = L.add().apply([L.multiply().apply([b, t]), L.multiply().apply([h, carry])]);
  }
  ${softmax}`,
    ),
  ),
  ...['before', 'after'].map((place) =>
    healthy(
      `feed-forward blocks, norm ${place}`,
      [6, 16],
      `let h = x;
  for (let i = 0; i < 12; i++) {
    const b = (v) => dense(16).apply(dense(32, { activation: 'relu' }).apply(v));
    h = ${place === 'before' ? 'L.add().apply([h, b(L.layerNormalization().apply(h))])' : 'L.layerNormalization().apply(L.add().apply([h, b(h)]))'};
  }
  h = L.globalAveragePooling1d({}).apply(L.layerNormalization().apply(h));
  ${softmax}`,
    ),
  ),
];

/** Recurrent layers, embeddings, and convolutions over time. */
export const sequences: readonly Definition[] = [
  ...['gru', 'lstm', 'simpleRNN'].flatMap((cell) =>
    [10, cell === 'simpleRNN' ? 20 : 100].map((steps) =>
      healthy(
        `${cell} over ${steps} steps`,
        [steps, 4],
        `const h = L.${cell}({ units: 8 }).apply(x);
  ${softmax}`,
        { probe: { batchSize: 4 } },
      ),
    ),
  ),
  healthy(
    'embedding and LSTM',
    [10],
    `const h = L.lstm({ units: 8 }).apply(L.embedding({ inputDim: 30, outputDim: 8 }).apply(x));
  ${softmax}`,
  ),
  healthy(
    'dense before a GRU',
    [8, 4],
    `const h = L.gru({ units: 8 }).apply(dense(8).apply(x));
  ${softmax}`,
  ),
  healthy(
    'both ways',
    [8, 4],
    `const h = L.bidirectional({ layer: L.lstm({ units: 6 }), mergeMode: 'concat' }).apply(x);
  ${softmax}`,
  ),
  healthy(
    'bag of words',
    [12],
    `const h = L.globalAveragePooling1d({}).apply(L.embedding({ inputDim: 50, outputDim: 8 }).apply(x));
  const y = dense(1, { activation: 'sigmoid' }).apply(h);`,
    { compile: sgd('binaryCrossentropy') },
  ),
  healthy(
    'convolutions over time',
    [32, 4],
    `let h = L.conv1d({ filters: 8, kernelSize: 3, activation: 'relu' }).apply(x);
  h = L.globalMaxPooling1d({}).apply(L.conv1d({ filters: 8, kernelSize: 3, activation: 'relu' }).apply(h));
  ${softmax}`,
  ),
];
