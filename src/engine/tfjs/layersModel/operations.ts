import { ownValue } from '../../../shared/base/ownValue';
import type { Shape } from '../../../shared/network/network';
import type { Activation, Operation, Window } from '../../../shared/network/operation';
import type { Nonlinearity } from '../../model/modelDescription';
import { nonlinear } from '../../opGraph/operations/activations';
import {
  activate,
  concatenate,
  contract,
  lookUp,
  merge,
  normalize,
  pass,
  type PassiveEffect,
  type PlainMerge,
  poolAll,
  poolOver,
  resample,
  rescale,
  transform,
  type Transform,
} from '../../opGraph/operations/makeOperation';
import { activationNamed, nonlinearityNamed } from './activations';
import type { Config } from './framework';

/** The inputs of the table below: a live layer's configuration, weights and shapes. */
export interface LayerFacts {
  readonly config: Config;
  /** Entries of the weights of rank ≥ 2; `undefined` if they are not known. */
  readonly kernelEntries: number | undefined;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** The layer is applied to each time step alone: axis 1 of its shapes is the time. */
  readonly perStep: boolean;
}
type Rule = (facts: LayerFacts) => Operation;

const numbers = (value: unknown, count: number): number[] => {
  if (Array.isArray(value)) return value.map(Number);
  return Array<number>(count).fill(value === undefined || value === null ? 1 : Number(value));
};

/**
 * The window of a convolution or pooling; `size` names its entry in the configuration. One that is applied
 * to each time step sees one step.
 */
function windowOf(
  { config, output, perStep }: LayerFacts,
  size: 'kernelSize' | 'poolSize',
): Window {
  const time = perStep ? [1] : [];
  const axes = Math.max(1, output.length - 2 - time.length);
  const extent = numbers(config[size], axes);
  return {
    size: [...time, ...extent],
    strides: [...time, ...numbers(config['strides'], extent.length)],
    dilation: [...time, ...numbers(config['dilationRate'], extent.length)],
  };
}

const multiply = ({ config, kernelEntries }: LayerFacts, is: Partial<Transform> = {}): Operation =>
  transform({
    ...(kernelEntries !== undefined && { kernelEntries }),
    activation: activationNamed(config['activation']),
    ...is,
  });

const convolution =
  (is: Partial<Transform> = {}): Rule =>
  (facts) =>
    multiply(facts, { family: 'convolution', window: windowOf(facts, 'kernelSize'), ...is });
const transposedConvolution = convolution({ transposed: true, appliedPer: 'inputPosition' });
const recurrent: Rule = (facts) =>
  multiply(facts, { family: 'recurrent', appliedPer: 'timeStep', activation: nonlinear });

const pool: Rule = (facts) => poolOver(windowOf(facts, 'poolSize'));

const always =
  (operation: Operation): Rule =>
  () =>
    operation;
/** Extents of the map of one time step. */
const mapOfStep = ({ config, inputs: [input = []] }: LayerFacts): Shape =>
  config['dataFormat'] === 'channelsFirst' ? input.slice(3) : input.slice(2, -1);

/** Over a whole map; of each time step, if it is applied to these. */
const globalPool: Rule = (facts) => {
  const map = mapOfStep(facts);
  const extents = map.filter((extent) => extent !== null);
  const isWhole = extents.length > 0 && extents.length === map.length;
  if (!facts.perStep || !isWhole) return poolAll;
  const ones = [1, ...extents.map(() => 1)];
  return { ...poolAll, window: { size: [1, ...extents], strides: ones, dilation: ones } };
};
const passive = (effect: PassiveEffect): Rule => always(pass(effect));
const merging = (how: PlainMerge): Rule => always(merge(how));
const activation = (kind: Activation): Rule => always(activate(kind));
const bending = activation(nonlinear);

const concat: Rule = ({ config, output }) =>
  concatenate(Number(config['axis'] ?? -1), output.length);

/** `axes` is an axis for both operands, or one for each. */
const dot: Rule = ({ config, inputs }) => {
  const [axis] = numbers(config['axes'], 1);
  return contract(inputs[0]?.at(axis ?? -1));
};

/** Pixels of a feature map; 1 if there is no spatial axis. Unknown extents count as 1. */
const spatialSize = (shape: Shape): number =>
  shape.slice(1, -1).reduce<number>((product, extent) => product * (extent ?? 1), 1);

const resize: Rule = ({ inputs, output }) =>
  resample(spatialSize(output) > spatialSize(inputs[0] ?? []) ? 'up' : 'down');

/** The operation of each class of the framework; the only place that knows their names. */
const rules: Readonly<Record<string, Rule>> = {
  Dense: (facts) => multiply(facts),
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
  Embedding: ({ kernelEntries }) => lookUp(kernelEntries ?? 0),
  CategoryEncoding: always(lookUp(0)),
  Add: merging('add'),
  Average: merging('average'),
  Multiply: merging('multiply'),
  Maximum: merging('maximum'),
  Minimum: merging('minimum'),
  Dot: dot,
  Concatenate: concat,
  Activation: ({ config }) => activate(activationNamed(config['activation'])),
  Softmax: activation(activationNamed('softmax')),
  ReLU: ({ config }) =>
    activate(activationNamed(typeof config['maxValue'] === 'number' ? 'relu6' : 'relu')),
  LeakyReLU: bending,
  PReLU: bending,
  ELU: bending,
  ThresholdedReLU: bending,
  BatchNormalization: always(normalize('batch')),
  LayerNormalization: always(normalize('layer')),
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
  UpSampling2D: always(resample('up')),
  RepeatVector: always(resample('up')),
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
  Rescaling: ({ config }) => rescale(Number(config['scale'] ?? 1), Number(config['offset'] ?? 0)),
  Masking: passive('mask'),
};

/** The operation of one of the framework's own layers; `undefined` for a class it does not have. */
export const operationOfClass = (name: string, facts: LayerFacts): Operation | undefined =>
  ownValue(rules, name)?.(facts);

/** Classes that are rectifiers by themselves and name no activation. */
const rectifiers: ReadonlySet<string> = new Set(['ReLU', 'ThresholdedReLU']);
const activatedFamilies: ReadonlySet<string> = new Set(['convolution', 'dense']);

/**
 * The nonlinearity by which units of this layer can die or saturate, if any; only for the framework's own
 * classes.
 */
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
