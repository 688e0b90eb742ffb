import * as tf from '@tensorflow/tfjs';
import { Draw } from './draw';
import { extentsOf, nameOf, NetworkWriter, type Tensor, type WrittenLayer } from './networkWriter';
import { pieces, start, toRow } from './ranks';

export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
interface Head {
  readonly layer: string;
  readonly loss: string;
  readonly target: Values;
}
/** A network, its weights, and one batch of data for it. */
export interface RandomNetwork {
  readonly seed: number;
  readonly batchSize: number;
  readonly inputs: readonly { name: string; isInteger: boolean; values: Values }[];
  readonly layers: readonly (WrittenLayer & { readonly weights: readonly Values[] })[];
  readonly outputs: readonly Head[];
  /** The model with these weights, compiled with the losses; made anew by each call. */
  readonly build: () => tf.LayersModel;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((all, one) => all * one, 1);
const MOST_ENTRIES = 600;

function grow(writer: NetworkWriter, draw: Draw, from: Tensor): Tensor {
  let x = from;
  for (let left = draw.integer(1, 5); left > 0; left--) {
    const found = pieces[extentsOf(x).length] ?? [];
    // Nothing grows without end: a tensor of many entries is pooled.
    const isLarge = sizeOf(extentsOf(x)) > MOST_ENTRIES;
    x = draw.pick(isLarge ? (toRow[extentsOf(x).length] ?? found) : found)(writer, draw, x);
  }
  return draw.pick(toRow[extentsOf(x).length] ?? [])(writer, draw, x);
}

function joined(writer: NetworkWriter, draw: Draw, [first, ...rest]: readonly Tensor[]): Tensor {
  if (!first) throw new RangeError('There is nothing to join');
  if (rest.length === 0) return first;
  if (draw.chance(0.5)) return writer.layer('concatenate', { axis: -1 }, first, ...rest);
  const units = draw.integer(2, 5);
  const alike = [first, ...rest].map((x) => writer.layer('dense', { units }, x));
  const kinds = ['add', 'multiply', 'maximum'] as const;
  const kind = draw.pick(rest.length === 1 ? ([...kinds, 'dot'] as const) : kinds);
  const [one, ...others] = alike as [Tensor, ...Tensor[]];
  return writer.layer(kind, kind === 'dot' ? { axes: [1, 1] } : {}, one, ...others);
}

/** A loss, the activation before it, and an entry of its targets from a normal one. */
const losses: readonly (readonly [
  loss: string,
  activation: string,
  entry: (z: number) => number,
])[] = [
  ['meanSquaredError', 'linear', (z) => z],
  ['meanSquaredError', 'tanh', (z) => Math.tanh(z)],
  ['meanAbsoluteError', 'linear', (z) => z],
  ['logcosh', 'linear', (z) => z],
  ['hinge', 'tanh', (z) => (z > 0 ? 1 : -1)],
  ['squaredHinge', 'linear', (z) => (z > 0 ? 1 : -1)],
  ['poisson', 'softplus', (z) => Math.floor(Math.abs(2 * z))],
  ['binaryCrossentropy', 'sigmoid', (z) => (z > 0 ? 1 : 0)],
];
const classLosses = ['categoricalCrossentropy', 'sparseCategoricalCrossentropy'];

function head(writer: NetworkWriter, draw: Draw, x: Tensor, batchSize: number): Head {
  const units = draw.integer(2, 4);
  if (draw.chance(0.35)) {
    const loss = draw.pick(classLosses);
    const layer = nameOf(writer.layer('dense', { units, activation: 'softmax' }, x));
    const labels = draw.integers(batchSize, 0, units - 1);
    if (loss.startsWith('sparse'))
      return { layer, loss, target: { shape: [batchSize, 1], values: Float32Array.from(labels) } };
    const oneHot = labels.flatMap((label) =>
      Array.from({ length: units }, (_, i) => Number(i === label)),
    );
    return {
      layer,
      loss,
      target: { shape: [batchSize, units], values: Float32Array.from(oneHot) },
    };
  }
  const [loss, activation, entry] = draw.pick(losses);
  const layer = nameOf(writer.layer('dense', { units, activation }, x));
  return {
    layer,
    loss,
    target: { shape: [batchSize, units], values: draw.normals(batchSize * units).map(entry) },
  };
}

/** Kernels by their fan-in, biases small, factors about 1, a variance above 0. */
function weightValues(draw: Draw, { originalName, shape }: tf.LayerVariable): Values {
  const extents = shape.map((extent) => extent ?? 0);
  const noise = draw.normals(sizeOf(extents));
  const isVector = extents.length < 2;
  const fanIn = sizeOf(extents.slice(0, -1));
  if (/gamma|alpha/u.test(originalName))
    return { shape: extents, values: noise.map((z) => 0.8 + 0.1 * z) };
  if (/variance/u.test(originalName))
    return { shape: extents, values: noise.map((z) => 1 + Math.abs(z)) };
  const scale = isVector ? 0.2 : Math.sqrt(1.5 / fanIn);
  return { shape: extents, values: noise.map((z) => scale * z) };
}

/** Writes a network; the same for the same seed, names included. */
function write(seed: number): {
  draw: Draw;
  writer: NetworkWriter;
  outputs: Head[];
  batchSize: number;
} {
  const draw = new Draw(seed);
  const writer = new NetworkWriter();
  const batchSize = draw.integer(2, 5);
  const rows = Array.from({ length: draw.pick([1, 1, 1, 2, 2, 3]) }, () =>
    grow(writer, draw, start(writer, draw)),
  );
  let x = joined(writer, draw, rows);
  if (draw.chance(0.5)) x = draw.pick(pieces[1] ?? [])(writer, draw, x);
  const outputs = Array.from({ length: draw.pick([1, 1, 1, 2]) }, () =>
    head(writer, draw, x, batchSize),
  );
  return { draw, writer, outputs, batchSize };
}

function modelOf({
  writer,
  outputs,
}: Pick<ReturnType<typeof write>, 'writer' | 'outputs'>): tf.LayersModel {
  const layerOf = new Map(writer.layers.map(({ name, layer }) => [name, layer]));
  const model = tf.model({
    inputs: writer.inputs.map(({ tensor }) => tensor),
    outputs: outputs.map(({ layer }) => layerOf.get(layer)!.output as Tensor),
  });
  model.compile({ optimizer: 'sgd', loss: outputs.map(({ loss }) => loss) });
  return model;
}

function inputValues(draw: Draw, shape: readonly number[], vocabulary?: number): Values {
  const values = draw.normals(sizeOf(shape));
  if (vocabulary === undefined) return { shape, values };
  return { shape, values: Float32Array.from(draw.integers(values.length, 0, vocabulary - 1)) };
}

export function randomNetwork(seed: number): RandomNetwork {
  const { draw, writer, outputs, batchSize } = write(seed);
  const layers = writer.layers.map((written) => ({
    ...written,
    weights: written.layer.weights.map((weight) => weightValues(draw, weight)),
  }));
  const inputs = writer.inputs.map(({ tensor, vocabulary }) => ({
    name: nameOf(tensor),
    isInteger: vocabulary !== undefined,
    values: inputValues(draw, [batchSize, ...extentsOf(tensor)], vocabulary),
  }));
  const build = (): tf.LayersModel => {
    const again = write(seed);
    tf.tidy(() =>
      again.writer.layers.forEach(({ layer }, i) => {
        const values = layers[i]!.weights;
        layer.setWeights(values.map(({ shape, values }) => tf.tensor(values, [...shape])));
      }),
    );
    return modelOf(again);
  };
  for (const { layer } of writer.layers) tf.dispose(layer.weights.map((weight) => weight.read()));
  return { seed, batchSize, inputs, layers, outputs, build };
}
