import type { Shape } from '../../src/shared/network/network';
import type { Activation, Operation } from '../../src/shared/network/operation';
import { GraphBuilder, type Tensor } from './graphBuilder';
import type { ActivationName, ConvolutionOptions } from './operations';
import { activations, transform, windowOf, withoutWindow } from './operations';

const last = (shape: Shape): number => shape.at(-1)!;
const spatial = (shape: Shape): Shape => shape.slice(1, -1);
const product = (extents: Shape): number => extents.reduce<number>((a, b) => a * b!, 1);
const withSpatial = (shape: Shape, change: (extent: number) => number, channels: number): Shape => [
  null,
  ...spatial(shape).map((extent) => extent && change(extent)),
  channels,
];

/** Writes network graphs the way a model is written, one call per layer; shapes are channels last. */
export class NetworkBuilder extends GraphBuilder {
  input(...extents: (number | null)[]): Tensor {
    return this.push('Input', { type: 'input', carriesGradient: true }, [], {
      shape: [null, ...extents],
    });
  }

  /** Token ids: no gradient flows through them. */
  tokens(length: number): Tensor {
    return this.push('Input', { type: 'input', carriesGradient: false }, [], {
      shape: [null, length],
    });
  }

  embedding(ids: Tensor, width: number, vocabulary = 100): Tensor {
    const entries = vocabulary * width;
    const operation: Operation = { type: 'source', kernelEntries: entries };
    return this.push('Embedding', operation, [ids], {
      shape: [...ids.shape, width],
      trainable: entries,
    });
  }

  /** A range, a mask or another constant. */
  constant(...extents: number[]): Tensor {
    return this.push('Constant', { type: 'source', kernelEntries: 0 }, [], {
      shape: [null, ...extents],
    });
  }

  conv(x: Tensor, channels: number, options: ConvolutionOptions = {}): Tensor {
    const { kernel = 3, stride = 1, padding = 'same' } = options;
    const area = kernel ** spatial(x.shape).length;
    const entries = area * last(x.shape) * channels;
    const operation = transform('convolution', entries, options, spatial(x.shape).length);
    const shape = withSpatial(
      x.shape,
      (n) => Math.ceil((padding === 'same' ? n : n - kernel + 1) / stride),
      channels,
    );
    return this.push('Conv', operation, [x], { shape, trainable: entries + channels });
  }

  depthwise(x: Tensor, options: ConvolutionOptions = {}): Tensor {
    const { kernel = 3, stride = 1 } = options;
    const entries = kernel ** spatial(x.shape).length * last(x.shape);
    const operation = {
      ...transform('convolution', entries, options, spatial(x.shape).length),
      depthwise: true,
    };
    const shape = withSpatial(x.shape, (n) => Math.ceil(n / stride), last(x.shape));
    return this.push('DepthwiseConv', operation, [x], {
      shape,
      trainable: entries + last(x.shape),
    });
  }

  separable(x: Tensor, channels: number, options: ConvolutionOptions = {}): Tensor {
    const { kernel = 3, stride = 1 } = options;
    const entries = kernel ** 2 * last(x.shape) + last(x.shape) * channels;
    const operation = transform('convolution', entries, options, spatial(x.shape).length);
    const shape = withSpatial(x.shape, (n) => Math.ceil(n / stride), channels);
    return this.push('SeparableConv', operation, [x], { shape, trainable: entries + channels });
  }

  transposed(x: Tensor, channels: number, stride = 2): Tensor {
    const entries = stride ** spatial(x.shape).length * last(x.shape) * channels;
    const options = { kernel: stride, stride };
    const operation = {
      ...transform('convolution', entries, options, spatial(x.shape).length),
      transposed: true,
      appliedPer: 'inputPosition' as const,
    };
    const shape = withSpatial(x.shape, (n) => n * stride, channels);
    return this.push('ConvTranspose', operation, [x], { shape, trainable: entries + channels });
  }

  dense(x: Tensor, units: number, activation: ActivationName = 'linear'): Tensor {
    const entries = last(x.shape) * units;
    const operation = withoutWindow('dense', entries, 'outputPosition', activation);
    return this.push('Dense', operation, [x], {
      shape: [...x.shape.slice(0, -1), units],
      trainable: entries + units,
    });
  }

  /** An LSTM over the second axis. */
  recurrent(x: Tensor, units: number, returnSequences = false): Tensor {
    const entries = 4 * units * (last(x.shape) + units);
    const operation = withoutWindow('recurrent', entries, 'timeStep', 'tanh');
    const shape = returnSequences ? [...x.shape.slice(0, -1), units] : [null, units];
    return this.push('LSTM', operation, [x], { shape, trainable: entries + 4 * units });
  }

  /** Self-attention, or attention over a memory, as one layer that owns its four projections. */
  attention(x: Tensor, memory: Tensor = x): Tensor {
    const entries = 4 * last(x.shape) ** 2;
    const operation = withoutWindow('attention', entries, 'outputPosition', 'linear');
    const inputs = memory === x ? [x] : [x, memory];
    return this.push('Attention', operation, inputs, { shape: x.shape, trainable: entries });
  }

  /** A layer of unknown kind that owns a kernel. */
  custom(x: Tensor, shape: Shape = x.shape): Tensor {
    const operation = withoutWindow('custom', 100, 'sample', 'linear');
    return this.push('Custom', operation, [x], { shape, trainable: 100 });
  }

  batchNorm(x: Tensor): Tensor {
    const operation: Operation = { type: 'normalization', family: 'batch' };
    return this.push('BatchNorm', operation, [x], {
      shape: x.shape,
      trainable: 2 * last(x.shape),
      frozen: 2 * last(x.shape),
    });
  }

  layerNorm(x: Tensor): Tensor {
    const operation: Operation = { type: 'normalization', family: 'layer' };
    return this.push('LayerNorm', operation, [x], { shape: x.shape, trainable: 2 * last(x.shape) });
  }

  activation(x: Tensor, name: ActivationName): Tensor {
    return this.push(name, { type: 'activation', activation: activations[name] }, [x], {
      shape: x.shape,
    });
  }

  relu(x: Tensor): Tensor {
    return this.activation(x, 'relu');
  }

  /** 1 − x. */
  complement(x: Tensor): Tensor {
    const activation: Activation = { linear: true, range: 'boundKeeping' };
    return this.push('OneMinus', { type: 'activation', activation }, [x], { shape: x.shape });
  }

  add(...xs: Tensor[]): Tensor {
    return this.merge('Add', { type: 'merge', how: 'add' }, xs);
  }

  subtract(...xs: Tensor[]): Tensor {
    return this.merge('Subtract', { type: 'merge', how: 'subtract' }, xs);
  }

  average(...xs: Tensor[]): Tensor {
    return this.merge('Average', { type: 'merge', how: 'average' }, xs);
  }

  multiply(...xs: Tensor[]): Tensor {
    return this.merge('Multiply', { type: 'merge', how: 'multiply' }, xs);
  }

  maximum(...xs: Tensor[]): Tensor {
    return this.merge('Maximum', { type: 'merge', how: 'maximum' }, xs);
  }

  /** Matrix product over the last axes: [.., n, k] · [.., m, k] → [.., n, m]. */
  dot(x: Tensor, y: Tensor, shape: Shape): Tensor {
    const operation: Operation = { type: 'merge', how: 'dot', contracted: last(x.shape) };
    return this.push('Dot', operation, [x, y], { shape });
  }

  /** Along the channels unless `axis` (batch included) says otherwise. */
  concat(xs: readonly Tensor[], axis = xs[0]!.shape.length - 1): Tensor {
    const shape = [...xs[0]!.shape];
    shape[axis] = xs.reduce((sum, x) => sum + x.shape[axis]!, 0);
    return this.push('Concat', { type: 'merge', how: 'concat', axis }, xs, { shape });
  }

  pool(x: Tensor, size = 2, stride = size): Tensor {
    const operation: Operation = {
      type: 'pool',
      global: false,
      window: windowOf({ kernel: size, stride }, spatial(x.shape).length),
    };
    const shape = withSpatial(x.shape, (n) => Math.ceil(n / stride), last(x.shape));
    return this.push('Pool', operation, [x], { shape });
  }

  globalPool(x: Tensor): Tensor {
    const shape = [null, last(x.shape)];
    return this.push('GlobalPool', { type: 'pool', global: true }, [x], { shape });
  }

  up(x: Tensor, factor = 2): Tensor {
    const shape = withSpatial(x.shape, (n) => n * factor, last(x.shape));
    return this.push('Up', { type: 'resample', direction: 'up' }, [x], { shape });
  }

  /** Every second position, as in x[:, ::2, ::2, :]. */
  subsample(x: Tensor, factor = 2): Tensor {
    const shape = withSpatial(x.shape, (n) => Math.ceil(n / factor), last(x.shape));
    return this.push('Subsample', { type: 'resample', direction: 'down' }, [x], { shape });
  }

  padChannels(x: Tensor, channels: number): Tensor {
    return this.passive(x, 'pad', [...x.shape.slice(0, -1), channels]);
  }

  slice(x: Tensor, channels: number): Tensor {
    return this.passive(x, 'slice', [...x.shape.slice(0, -1), channels]);
  }

  /** Two halves of the channels, as one layer with two outputs. */
  split(x: Tensor): [Tensor, Tensor] {
    const half = [...x.shape.slice(0, -1), last(x.shape) / 2];
    const operation: Operation = { type: 'passive', effect: 'slice' };
    const { ref } = this.push('Split', operation, [x], { shape: half });
    const layer = this.layers.pop()!;
    this.layers.push({ ...layer, outputShape: [half, half] });
    return [
      { ref: { ...ref, output: 0 }, shape: half },
      { ref: { ...ref, output: 1 }, shape: half },
    ];
  }

  dropout(x: Tensor): Tensor {
    return this.passive(x, 'dropout', x.shape);
  }

  reshape(x: Tensor, ...extents: number[]): Tensor {
    return this.passive(x, 'reshape', [null, ...extents]);
  }

  flatten(x: Tensor): Tensor {
    return this.passive(x, 'reshape', [null, product(x.shape.slice(1))]);
  }

  passive(
    x: Tensor,
    effect: Extract<Operation, { type: 'passive' }>['effect'],
    shape: Shape = x.shape,
  ): Tensor {
    return this.push(effect, { type: 'passive', effect }, [x], { shape });
  }

  private merge(kind: string, operation: Operation, xs: readonly Tensor[]): Tensor {
    // A factor per channel is broadcast, whichever operand it is.
    const [largest] = [...xs].sort((a, b) => b.shape.length - a.shape.length);
    return this.push(kind, operation, xs, { shape: largest!.shape });
  }
}
