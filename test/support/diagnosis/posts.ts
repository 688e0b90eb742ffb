import { type Answer, type Definition, network } from './definition';

export const MSE = 'meanSquaredError';
export const MAE = 'meanAbsoluteError';
export const BCE = 'binaryCrossentropy';
export const CE = 'categoricalCrossentropy';
export const adam = (loss: string, rate = 0.001): string =>
  `{ loss: '${loss}', optimizer: tf.train.adam(${rate}) }`;
export const rmsprop = (loss: string): string =>
  `{ loss: '${loss}', optimizer: tf.train.rmsprop(0.001) }`;

interface Post {
  readonly shape?: readonly number[];
  readonly compile: string;
  readonly data?: string;
}

export const notCovered: Answer = { code: 'not-covered' };

/** `layers`: input first; the faulty one ends with `!`. */
export function post(
  name: string,
  layers: readonly string[],
  ...rest: readonly [Answer, Post]
): Definition {
  const [answer, { shape = [8], ...more }] = rest;
  const steps = layers.map((layer) => {
    const mark = layer.endsWith('!') ? ' // HERE' : '';
    return `h = ${layer.replace(/!$/, '')}.apply(h);${mark}`;
  });
  return network(name, shape, `let h = x;\n  ${steps.join('\n  ')}\n  const y = h;`, answer, more);
}

export const act = (name: string): string => `L.activation({ activation: '${name}' })`;
export const plain = (units: number, init?: string): string =>
  `dense(${units}${init ? `, { kernelInitializer: ${init} }` : ''})`;
export const small = 'tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05 })';
export const normal = 'normal(0.05)';
export const drop = 'L.dropout({ rate: 0.5 })';
export const conv = (filters: number): string => `conv(${filters})`;
export const pool = 'L.maxPooling2d({ poolSize: 2 })';
