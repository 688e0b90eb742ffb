import * as tf from '@tensorflow/tfjs';

export type Tensor = tf.SymbolicTensor;
export type Kind = Exclude<keyof typeof tf.layers, 'Layer' | 'RNN' | 'RNNCell' | 'input'>;

/** The arguments of a layer, but for what JSON cannot hold: `kernelRegularizer: { l2 }`, `layer: { kind, config }`. */
export type Config = Readonly<Record<string, unknown>>;
export interface Planned {
  readonly kind: Kind;
  readonly config: Config;
}
export interface WrittenLayer extends Planned {
  readonly name: string;
  readonly layer: tf.layers.Layer;
  /** The layers that it reads, in the order of its slots. */
  readonly inbound: readonly string[];
}

function argumentsOf({ layer, kernelRegularizer, ...rest }: Config): Record<string, unknown> {
  return {
    ...rest,
    ...(layer !== undefined && { layer: makeLayer(layer as Planned) }),
    ...(kernelRegularizer !== undefined && {
      kernelRegularizer: tf.regularizers.l2(kernelRegularizer as { l2: number }),
    }),
  };
}

function makeLayer({ kind, config }: Planned): tf.layers.Layer {
  const make = tf.layers[kind] as (given: object) => tf.layers.Layer;
  return make(argumentsOf(config));
}

export const nameOf = (tensor: Tensor): string => tensor.sourceLayer.name;
/** Without the batch. */
export const extentsOf = ({ shape }: Tensor): number[] => shape.slice(1).map((extent) => extent!);

/** Writes a functional model and keeps what it wrote in a form that another framework can read. */
export class NetworkWriter {
  readonly inputs: { readonly tensor: Tensor; readonly vocabulary?: number }[] = [];
  readonly layers: WrittenLayer[] = [];

  input(shape: number[], vocabulary?: number): Tensor {
    const name = `input_${this.inputs.length + 1}`;
    const tensor = tf.input({ shape, name, dtype: vocabulary === undefined ? 'float32' : 'int32' });
    this.inputs.push({ tensor, ...(vocabulary !== undefined && { vocabulary }) });
    return tensor;
  }

  layer(kind: Kind, config: Config, ...from: readonly [Tensor, ...Tensor[]]): Tensor {
    const name = `${kind}_${this.layers.length + 1}`;
    const layer = makeLayer({ kind, config: { ...config, name } });
    const output = layer.apply(from.length > 1 ? [...from] : from[0]) as Tensor;
    this.layers.push({ kind, config, name, layer, inbound: from.map(nameOf) });
    return output;
  }
}
