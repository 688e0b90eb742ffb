import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/** A tensor as the reference files hold it: base64 of float32, row by row. */
interface StoredTensor {
  readonly shape: number[];
  readonly float32: string;
}
interface StoredLayer {
  readonly kind: string;
  readonly name: string;
  readonly inbound: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}
interface StoredNorm {
  readonly l2: number;
  readonly maxAbs: number;
  readonly zeros: number;
}

/** One network with its weights and data, and the gradients that PyTorch computed for it. */
export interface ReferenceNetwork {
  readonly model: string;
  readonly loss: { readonly name: string; readonly value: number };
  readonly batchSize: number;
  readonly input: StoredTensor;
  readonly target: StoredTensor;
  readonly topology: readonly StoredLayer[];
  readonly weights: readonly { readonly layer: string; readonly values: readonly StoredTensor[] }[];
  readonly weightGradients: readonly (StoredNorm & {
    readonly layer: string;
    readonly weight: string;
  })[];
  readonly activationGradients: readonly (StoredNorm & { readonly layer: string })[];
  readonly activations: readonly (StoredNorm & { readonly layer: string })[];
  readonly edgeGradients: readonly (StoredNorm & {
    readonly source: string;
    readonly target: string;
    readonly slot: number;
  })[];
}

const folder = join(import.meta.dirname, '../../fixtures/gradients');

export const referenceNames = [
  'attention_block',
  'dense_block',
  'plain_cnn',
  'resnet8',
  'sigmoid_mlp',
  'unet2',
] as const;

export const readReference = (name: string): ReferenceNetwork =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as ReferenceNetwork;

export function valuesOf({ float32 }: StoredTensor): Float32Array {
  const bytes = Buffer.from(float32, 'base64');
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** Keras' configuration names in TensorFlow.js' spelling. */
const camelCase = (text: string): string =>
  text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const inCamelCase = (config: StoredLayer['config']): Record<string, unknown> =>
  Object.fromEntries(Object.entries(config).map(([name, value]) => [camelCase(name), value]));

type Maker = (config: never) => tf.layers.Layer;
const makers: Readonly<Record<string, Maker>> = {
  Conv2D: tf.layers.conv2d,
  Conv2DTranspose: tf.layers.conv2dTranspose,
  BatchNormalization: tf.layers.batchNormalization,
  LayerNormalization: tf.layers.layerNormalization,
  Activation: tf.layers.activation,
  Add: tf.layers.add,
  Concatenate: tf.layers.concatenate,
  Dot: tf.layers.dot,
  MaxPooling2D: tf.layers.maxPooling2d,
  GlobalAveragePooling2D: tf.layers.globalAveragePooling2d,
  GlobalAveragePooling1D: tf.layers.globalAveragePooling1d,
  Dense: tf.layers.dense,
};
const passedOn = [
  'filters',
  'kernelSize',
  'strides',
  'padding',
  'activation',
  'momentum',
  'epsilon',
  'axes',
  'poolSize',
  'units',
];

function layerOf({ kind, name, config }: StoredLayer): tf.layers.Layer {
  const known = Object.entries(inCamelCase(config)).filter(([key]) => passedOn.includes(key));
  const maker = makers[kind] as (config: object) => tf.layers.Layer;
  return maker({ ...Object.fromEntries(known), name });
}

/** The network as a functional model with the stored weights. */
export function buildReference(network: ReferenceNetwork): tf.LayersModel {
  const made = new Map<string, tf.SymbolicTensor>();
  const input = tf.input({ shape: network.input.shape.slice(1), name: 'input' });
  for (const layer of network.topology) {
    const from = layer.inbound.map((name) => made.get(name)!);
    const isInput = layer.kind === 'InputLayer';
    made.set(
      layer.name,
      isInput
        ? input
        : (layerOf(layer).apply(from.length > 1 ? from : from[0]!) as tf.SymbolicTensor),
    );
  }
  const model = tf.model({ inputs: input, outputs: made.get(network.topology.at(-1)!.name)! });
  for (const { layer, values } of network.weights) {
    tf.tidy(() =>
      model
        .getLayer(layer)
        .setWeights(values.map((value) => tf.tensor(valuesOf(value), value.shape))),
    );
  }
  return model;
}
