import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import { first, oneShape, type CallOptions, type Inputs } from './oneInput';
import { register, standIn } from './standIn';
import type { SavedLayer } from './savedLayers';

interface Read {
  read(): tf.Tensor;
}
interface Convolution {
  kernel: Read;
  bias: Read | null;
  readonly useBias: boolean;
  readonly dataFormat: string;
  readonly strides: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilationRate: [number, number];
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
  inputSpec: readonly { readonly ndim?: number; readonly axes?: Record<number, number> }[];
}

/** The positions of the channels in a shape of a convolution. */
const channelsOf = ({ dataFormat }: Convolution, rank: number): number =>
  dataFormat === 'channelsFirst' ? 1 : rank - 1;

/** The shape that one group of the channels has. */
function ofOneGroup(layer: Convolution, groups: number, shape: Shape): Shape {
  const axis = channelsOf(layer, shape.length);
  return shape.map((extent, at) => (at === axis ? (extent ?? 0) / groups : extent));
}

function specOf(layer: Convolution, shape: Shape): Convolution['inputSpec'] {
  const axis = channelsOf(layer, shape.length);
  return [{ ndim: shape.length, axes: { [axis]: shape[axis] ?? 0 } }];
}

/** Each channel is a group of its own. */
const isDepthwise = ({ dataFormat }: Convolution, groups: number, x: tf.Tensor): boolean =>
  x.rank === 4 && dataFormat === 'channelsLast' && x.shape[3] === groups;

/** One operation instead of one for each channel; filters are ordered by their channel in both. */
function byChannel(layer: Convolution, groups: number, x: tf.Tensor): tf.Tensor {
  const { strides, padding, dilationRate, bias, activation } = layer;
  const kernel = layer.kernel.read();
  const [rows = 1, columns = 1, , filters = 1] = kernel.shape;
  const filter = tf.reshape<tf.Rank.R4>(kernel, [rows, columns, groups, filters / groups]);
  const image = x as tf.Tensor4D;
  const y = tf.depthwiseConv2d(image, filter, strides, padding, 'NHWC', dilationRate);
  const biased = bias ? tf.add(y, bias.read()) : y;
  return activation ? activation.apply(biased) : biased;
}

/** The layer's own convolution of each group, by its share of the filters. */
function byGroup(
  layer: Convolution,
  groups: number,
  x: tf.Tensor,
  own: (part: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const { kernel, bias } = layer;
  const axis = channelsOf(layer, x.rank);
  const filters = tf.split(kernel.read(), groups, -1);
  const biases = bias ? tf.split(bias.read(), groups) : [];
  try {
    const parts = tf.split(x, groups, axis).map((part, at) => {
      layer.kernel = { read: () => filters[at] as tf.Tensor };
      layer.bias = bias && { read: () => biases[at] as tf.Tensor };
      return own(part);
    });
    return tf.concat(parts, axis);
  } finally {
    Object.assign(layer, { kernel, bias });
  }
}

/**
 * A convolution in groups, which the framework's own layer lacks: each group of filters sees its own share of the
 * channels, so the kernel is `[…window, channels / groups, filters]`.
 */
const grouped = (kind: 'Conv1D' | 'Conv2D') =>
  class Grouped extends standIn<Convolution>(kind, `Grouped${kind}`) {
    private readonly groups: number;

    constructor(config: tf.serialization.ConfigDict) {
      super(config);
      this.groups = Number(config['groups']);
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), groups: this.groups };
    }

    override build(given: Shape | Shape[]): void {
      super.build(ofOneGroup(this, this.groups, oneShape(given)));
      this.inputSpec = specOf(this, oneShape(given)) as typeof this.inputSpec;
    }

    override call(inputs: Inputs, options: CallOptions): Inputs {
      return tf.tidy(() => {
        const x = first(inputs);
        if (isDepthwise(this, this.groups, x)) return byChannel(this, this.groups, x);
        return byGroup(this, this.groups, x, (part) => first(super.call(part, options)));
      });
    }
  };

const classes = { Conv1D: grouped('Conv1D'), Conv2D: grouped('Conv2D') };

export function registerGrouped(): void {
  register(Object.values(classes));
}

type Part = Pick<SavedLayer, 'className' | 'config'>;

/** A softmax runs over the channels of all groups. */
const isByElement = (activation: unknown): boolean => activation !== 'softmax';

/** The class that computes a convolution in groups; `undefined` for any other layer. */
export function groupedClass({ className, config }: Part): string | undefined {
  const { groups, filters, activation } = config;
  if (className !== 'Conv1D' && className !== 'Conv2D') return undefined;
  if (typeof groups !== 'number' || groups <= 1 || config['padding'] === 'causal') return undefined;
  const isWhole = typeof filters === 'number' && filters % groups === 0;
  return isWhole && isByElement(activation) ? classes[className].className : undefined;
}
