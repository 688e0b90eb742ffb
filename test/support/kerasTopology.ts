import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  LayerNode,
  NetworkGraph,
  ParameterCount,
  Shape,
} from '../../src/shared/network/network';
import { layerId } from '../../src/shared/network/network';
import type { Activation, Operation, Window } from '../../src/shared/network/operation';
import type { ActivationName } from './operations';
import { activations } from './operations';

/** The parts of a Keras 3 model file that a topology needs. */
interface KerasLayer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly { readonly args: readonly unknown[] }[];
}

interface KerasTensor {
  readonly class_name: '__keras_tensor__';
  readonly config: {
    readonly shape: Shape;
    readonly keras_history: readonly [layer: string, node: number, tensor: number];
  };
}

interface KerasModel {
  readonly config: {
    readonly layers: readonly KerasLayer[];
    readonly output_layers: readonly unknown[];
  };
}

/** Reads one of the model files in test/fixtures/keras-topologies as a network graph. */
export function readKerasTopology(name: string): NetworkGraph {
  const file = new URL(`../fixtures/keras-topologies/${name}.json`, import.meta.url);
  const model = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as KerasModel;
  const shapes = new Map<string, Shape>();
  for (const layer of model.config.layers) {
    for (const { config } of tensorsIn(layer.inbound_nodes)) {
      shapes.set(config.keras_history[0], config.shape);
    }
  }
  const layers = model.config.layers.map((layer) => nodeOf(layer, shapes));
  return {
    layers,
    groups: [],
    outputs: [{ layer: layers.at(-1)!.id, output: 0 }],
  };
}

/** Every tensor mentioned in the arguments of a call, however deep in lists. */
function tensorsIn(value: unknown): KerasTensor[] {
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('class_name' in value && value.class_name === '__keras_tensor__') {
    return [value as KerasTensor];
  }
  return 'args' in value ? tensorsIn(value.args) : [];
}

function nodeOf(layer: KerasLayer, shapes: ReadonlyMap<string, Shape>): LayerNode {
  const tensors = tensorsIn(layer.inbound_nodes);
  const input = tensors[0]?.config.shape ?? [];
  const own = shapes.get(layer.name) ?? [null, number(layer, 'units')];
  const kernel = kernelOf(layer, input);
  return {
    id: layerId(layer.name),
    name: layer.name,
    kind: layer.class_name,
    operation: operationOf(layer, input, kernel),
    inputs: tensors.map(({ config }) => ({
      layer: layerId(config.keras_history[0]),
      output: config.keras_history[2],
    })),
    outputShape: [own],
    parameters: parametersOf(layer, own, kernel),
    source: [],
  };
}

function kernelOf(layer: KerasLayer, input: Shape): number {
  const channels = input.at(-1) ?? 0;
  const area = numbers(layer, 'kernel_size').reduce((product, size) => product * size, 1);
  switch (layer.class_name) {
    case 'Conv2D':
      return (area * channels * number(layer, 'filters')) / number(layer, 'groups');
    case 'DepthwiseConv2D':
      return area * channels * number(layer, 'depth_multiplier');
    case 'Dense':
      return channels * number(layer, 'units');
    default:
      return 0;
  }
}

function parametersOf(layer: KerasLayer, output: Shape, kernel: number): ParameterCount {
  const channels = output.at(-1)!;
  if (layer.class_name === 'BatchNormalization') {
    const vectors = [layer.config['scale'], layer.config['center']].filter(Boolean).length;
    return { trainable: vectors * channels, frozen: 2 * channels };
  }
  const bias = kernel > 0 && layer.config['use_bias'] === true ? channels : 0;
  return { trainable: kernel + bias, frozen: 0 };
}

type ReadOperation = (layer: KerasLayer, input: Shape, kernelEntries: number) => Operation;

const transform: ReadOperation = (layer, _, kernelEntries) => ({
  type: 'transform',
  family: layer.class_name === 'Dense' ? 'dense' : 'convolution',
  transposed: false,
  depthwise: layer.class_name === 'DepthwiseConv2D',
  kernelEntries,
  appliedPer: 'outputPosition',
  activation: activationOf(layer),
  ...(layer.class_name !== 'Dense' && { window: windowOf(layer, 'kernel_size') }),
});
const pool: ReadOperation = (layer) => ({
  type: 'pool',
  global: false,
  window: windowOf(layer, 'pool_size'),
});

const operations: Readonly<Record<string, ReadOperation>> = {
  InputLayer: () => ({ type: 'input', carriesGradient: true }),
  Conv2D: transform,
  DepthwiseConv2D: transform,
  Dense: transform,
  BatchNormalization: () => ({ type: 'normalization', family: 'batch' }),
  Activation: (layer) => ({ type: 'activation', activation: activationOf(layer) }),
  ReLU: () => ({ type: 'activation', activation: activations.relu }),
  MaxPooling2D: pool,
  AveragePooling2D: pool,
  GlobalAveragePooling2D: () => ({ type: 'pool', global: true }),
  Add: () => ({ type: 'merge', how: 'add' }),
  Concatenate: (layer, input) => ({
    type: 'merge',
    how: 'concat',
    axis: concatAxis(layer, input),
  }),
  ZeroPadding2D: () => ({ type: 'passive', effect: 'pad' }),
  Flatten: () => ({ type: 'passive', effect: 'reshape' }),
};

function operationOf(layer: KerasLayer, input: Shape, kernelEntries: number): Operation {
  const read = operations[layer.class_name];
  if (!read) throw new Error(`no operation for ${layer.class_name}`);
  return read(layer, input, kernelEntries);
}

const concatAxis = (layer: KerasLayer, input: Shape): number => {
  const axis = number(layer, 'axis');
  return axis < 0 ? axis + input.length : axis;
};

const activationOf = ({ config }: KerasLayer): Activation =>
  activations[config['activation'] as ActivationName];

function windowOf(layer: KerasLayer, size: string): Window {
  const sizes = numbers(layer, size);
  const dilation = numbers(layer, 'dilation_rate');
  return {
    size: sizes,
    strides: numbers(layer, 'strides'),
    dilation: dilation.length > 0 ? dilation : sizes.map(() => 1),
  };
}

const number = ({ config }: KerasLayer, key: string): number => Number(config[key]);
const numbers = ({ config }: KerasLayer, key: string): readonly number[] =>
  (config[key] as readonly number[] | undefined) ?? [];
