import type { FindingCode } from '../../../../src/shared/report/report';
import { type Definition, type More, network } from '../definition';

/** A finding, or data that its loss cannot take. */
type Cause = FindingCode | 'unusable-data';

/** A model of the benchmark of DeepLocalize, with what its patch changes. */
export interface BenchmarkModel {
  /** Lines that the patch changes end with `// HERE`. */
  readonly definition: Definition;
  /** The findings that name what the patch mends; none if it tunes a network without a fault. */
  readonly causes: readonly Cause[];
}

/** The body of `model()`, its compilation and its data, as in {@link network}. */
interface Facts extends More {
  readonly shape: readonly number[];
  readonly body: string;
}

export function benchmarkModel(
  name: string,
  causes: readonly Cause[],
  { shape, body, ...more }: Facts,
): BenchmarkModel {
  return { definition: network(name, shape, body, null, more), causes };
}

export const CE = 'categoricalCrossentropy';
export const BCE = 'binaryCrossentropy';
export const MSE = 'meanSquaredError';
export const MAE = 'meanAbsoluteError';

export const compiled = (loss: string, optimizer: string): string =>
  `{ loss: '${loss}', optimizer: tf.train.${optimizer} }`;

/** `data()` by the expressions for a batch of inputs and of targets. */
export const data = (xs: string, ys: string): string => `const n = batchSize;
  const whole = (shape, below) => tf.floor(tf.randomUniform(shape, 0, below));
  const classes = (count) => tf.oneHot(tf.cast(whole([n], count), 'int32'), count).toFloat();
  return { xs: ${xs}, ys: ${ys} };`;

/** Keras 1 drew `uniform` and `normal` with a width of 0.05. */
export const uniform =
  'kernelInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05 })';
export const narrow = 'kernelInitializer: normal(0.05)';
export const digits = 'tf.randomUniform([n, 784])';

/** Layers one behind the other; what follows ` // ` marks the line of its layer. */
export const chain = (...layers: string[]): string =>
  [
    'let y = x;',
    ...layers.map((layer) => {
      const [code, mark] = layer.split(' // ');
      return `y = ${code}.apply(y);${mark ? ` // ${mark}` : ''}`;
    }),
  ].join('\n  ');

export const act = (name: string): string => `L.activation({ activation: '${name}' })`;
export const relu = act('relu');
export const sigmoid = act('sigmoid');
export const softmax = act('softmax');
export const half = 'L.dropout({ rate: 0.5 })';
