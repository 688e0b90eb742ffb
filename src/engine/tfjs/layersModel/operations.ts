import type { Shape } from '../../../shared/network/network';
import type { Activation, Operation, Window } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';
import { ownValue } from '../../../shared/base/ownValue';
import { activationNamed, nonlinearityNamed } from './activations';
import type { Config } from './framework';

/** What the table below decides from: a live layer's configuration, weights and shapes. */
export interface LayerFacts {
  readonly config: Config;
  /** Entries of the weights of rank ≥ 2. */
  readonly kernelEntries: number;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
}
type Rule = (facts: LayerFacts) => Operation;

const numbers = (value: unknown, count: number): number[] => {
  if (Array.isArray(value)) return value.map(Number);
  return Array<number>(count).fill(value === undefined || value === null ? 1 : Number(value));
};

/** The window of a convolution or pooling; `size` names its entry in the configuration. */
function windowOf({ config, output }: LayerFacts, size: 'kernelSize' | 'poolSize'): Window {
  const axes = Math.max(1, output.length - 2);
  const extent = numbers(config[size], axes);
  return {
    size: extent,
    strides: numbers(config['strides'], extent.length),
    dilation: numbers(config['dilationRate'], extent.length),
  };
}

type Transform = Extract<Operation, { type: 'transform' }>;
const transform = (facts: LayerFacts, is: Partial<Transform>): Operation => ({
  type: 'transform',
  family: 'dense',
  transposed: false,
  depthwise: false,
  kernelEntries: facts.kernelEntries,
  appliedPer: 'outputPosition',
  activation: activationNamed(facts.config['activation']),
  ...is,
});

const convolution =
  (is: Partial<Transform> = {}): Rule =>
  (facts) =>
    transform(facts, { family: 'convolution', window: windowOf(facts, 'kernelSize'), ...is });
const transposedConvolution = convolution({ transposed: true, appliedPer: 'inputPosition' });
const recurrent: Rule = (facts) =>
  transform(facts, {
    family: 'recurrent',
    appliedPer: 'timeStep',
    activation: { linear: false, range: 'free' },
  });

const pool: Rule = (facts) => ({
  type: 'pool',
  window: windowOf(facts, 'poolSize'),
  global: false,
});
const globalPool: Rule = () => ({ type: 'pool', global: true });

const always =
  (operation: Operation): Rule =>
  () =>
    operation;
const passive = (effect: Extract<Operation, { type: 'passive' }>['effect']): Rule =>
  always({ type: 'passive', effect });
type PlainMerge = Exclude<Extract<Operation, { type: 'merge' }>['how'], 'concat' | 'dot'>;
const merge = (how: PlainMerge): Rule => always({ type: 'merge', how });
const activation = (kind: Activation): Rule => always({ type: 'activation', activation: kind });
const nonlinear = activation({ linear: false, range: 'free' });

const concat: Rule = ({ config, output }) => {
  const axis = Number(config['axis'] ?? -1);
  return { type: 'merge', how: 'concat', axis: axis < 0 ? axis + output.length : axis };
};

/** `axes` is one axis for both operands or one each. */
const dot: Rule = ({ config, inputs }) => {
  const [axis] = numbers(config['axes'], 1);
  const contracted = inputs[0]?.at(axis ?? -1);
  return { type: 'merge', how: 'dot', ...(typeof contracted === 'number' && { contracted }) };
};

/** Pixels of a feature map; 1 where there is no spatial axis. Unknown extents count as 1. */
const spatialSize = (shape: Shape): number =>
  shape.slice(1, -1).reduce<number>((product, extent) => product * (extent ?? 1), 1);

const resize: Rule = ({ inputs, output }) => ({
  type: 'resample',
  direction: spatialSize(output) > spatialSize(inputs[0] ?? []) ? 'up' : 'down',
});

/** How each class of the framework acts; the only place that knows their names. */
const rules: Readonly<Record<string, Rule>> = {
  Dense: (facts) => transform(facts, {}),
  Conv1D: convolution(),
  Conv2D: convolution(),
  Conv3D: convolution(),
  SeparableConv2D: convolution(),
  DepthwiseConv2D: convolution({ depthwise: true }),
  Conv2DTranspose: transposedConvolution,
  Conv3DTranspose: transposedConvolution,
  SimpleRNN: recurrent,
  GRU: recurrent,
  LSTM: recurrent,
  RNN: recurrent,
  Bidirectional: recurrent,
  ConvLSTM2D: recurrent,
  ConvRNN2D: recurrent,
  Embedding: ({ kernelEntries }) => ({ type: 'source', kernelEntries }),
  CategoryEncoding: always({ type: 'source', kernelEntries: 0 }),
  Add: merge('add'),
  Average: merge('average'),
  Multiply: merge('multiply'),
  Maximum: merge('maximum'),
  Minimum: merge('minimum'),
  Dot: dot,
  Concatenate: concat,
  Activation: ({ config }) => ({
    type: 'activation',
    activation: activationNamed(config['activation']),
  }),
  Softmax: activation(activationNamed('softmax')),
  ReLU: nonlinear,
  LeakyReLU: nonlinear,
  PReLU: nonlinear,
  ELU: nonlinear,
  ThresholdedReLU: nonlinear,
  BatchNormalization: always({ type: 'normalization', family: 'batch' }),
  LayerNormalization: always({ type: 'normalization', family: 'layer' }),
  MaxPooling1D: pool,
  MaxPooling2D: pool,
  MaxPooling3D: pool,
  AveragePooling1D: pool,
  AveragePooling2D: pool,
  AveragePooling3D: pool,
  GlobalAveragePooling1D: globalPool,
  GlobalAveragePooling2D: globalPool,
  GlobalMaxPooling1D: globalPool,
  GlobalMaxPooling2D: globalPool,
  UpSampling2D: always({ type: 'resample', direction: 'up' }),
  RepeatVector: always({ type: 'resample', direction: 'up' }),
  Resizing: resize,
  RandomWidth: resize,
  ZeroPadding2D: passive('pad'),
  Cropping2D: passive('crop'),
  CenterCrop: passive('crop'),
  Flatten: passive('reshape'),
  Reshape: passive('reshape'),
  Permute: passive('permute'),
  Dropout: passive('dropout'),
  SpatialDropout1D: passive('dropout'),
  AlphaDropout: passive('dropout'),
  GaussianDropout: passive('dropout'),
  GaussianNoise: passive('dropout'),
  Rescaling: passive('scale'),
  Masking: passive('mask'),
};

/** The operation of one of the framework's own layers; `undefined` for a class it does not have. */
export const operationOfClass = (name: string, facts: LayerFacts): Operation | undefined =>
  ownValue(rules, name)?.(facts);

/** Classes that are rectifiers by themselves and name no activation. */
const rectifiers: ReadonlySet<string> = new Set(['ReLU', 'ThresholdedReLU']);
const activatedFamilies: ReadonlySet<string> = new Set(['convolution', 'dense']);

/** Whether the units of this layer can die or saturate, and how; only for the framework's own classes. */
export function nonlinearityOfClass(
  name: string,
  config: Config,
  operation: Operation,
): Nonlinearity | undefined {
  if (rectifiers.has(name)) return 'rectifier';
  const activated =
    operation.type === 'activation' ||
    (operation.type === 'transform' && activatedFamilies.has(operation.family));
  return activated ? nonlinearityNamed(config['activation']) : undefined;
}
