import type { Activation, Operation, Window } from '../../src/shared/network/operation';

export type ActivationName = 'linear' | 'relu' | 'sigmoid' | 'tanh' | 'softmax';

export interface ConvolutionOptions {
  readonly kernel?: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly activation?: ActivationName;
  readonly padding?: 'same' | 'valid';
}

export const activations: Record<ActivationName, Activation> = {
  linear: { linear: true, range: 'free' },
  relu: { linear: false, range: 'free' },
  sigmoid: { linear: false, range: 'bounded' },
  tanh: { linear: false, range: 'bounded' },
  softmax: { linear: false, range: 'bounded' },
};

export type Transform = Extract<Operation, { type: 'transform' }>;

/** A transforming operation with a sliding window over `axes` spatial axes. */
export function transform(
  family: Transform['family'],
  kernelEntries: number,
  options: ConvolutionOptions,
  axes: number,
): Transform {
  const operation = withoutWindow(family, kernelEntries, 'outputPosition', options.activation);
  return { ...operation, window: windowOf(options, axes) };
}

export function withoutWindow(
  family: Transform['family'],
  kernelEntries: number,
  appliedPer: Transform['appliedPer'],
  activation: ActivationName = 'linear',
): Transform {
  return {
    type: 'transform',
    family,
    kernelEntries,
    appliedPer,
    transposed: false,
    depthwise: false,
    activation: activations[activation],
  };
}

export function windowOf(
  { kernel = 3, stride = 1, dilation = 1 }: ConvolutionOptions,
  axes: number,
): Window {
  const each = (value: number) => Array<number>(axes).fill(value);
  return { size: each(kernel), strides: each(stride), dilation: each(dilation) };
}
