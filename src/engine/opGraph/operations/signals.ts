import type { Shape } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';
import { nonlinear } from './activations';
import {
  activate,
  concatenate,
  contract,
  fillWith,
  lookUp,
  merge,
  pass,
  type PlainMerge,
  poolAll,
  poolOver,
  resample,
  rescale,
  transform,
  type Transform,
} from './makeOperation';
import type { SignalRule } from './row';
import type {
  AdaptivePoolSettings,
  AttentionSettings,
  AxisSettings,
  ConstantSettings,
  ContractionSettings,
  ConvolutionSettings,
  CurveSettings,
  EquationSettings,
  FillSettings,
  InputSettings,
  PoolSettings,
  ReduceSettings,
  ResizeSettings,
} from './settings';
import { fromStart } from './axes';

/** An effect that is independent of the surroundings. */
export const always =
  (operation: Operation): SignalRule<unknown> =>
  () =>
    operation;

export const takeIn: SignalRule<InputSettings> = (_, { carriesGradient }) => ({
  type: 'input',
  carriesGradient,
});

export const convolve =
  (is: Partial<Transform>): SignalRule<ConvolutionSettings> =>
  ({ kernelEntries }, { kernel, strides, dilation, activation }) => {
    const window = { size: kernel?.size ?? strides.map(() => 1), strides, dilation };
    return transform({ family: 'convolution', kernelEntries, activation, window, ...is });
  };

export const pool: SignalRule<PoolSettings> = (_, { size, strides, dilation }) =>
  poolOver({ size, strides, dilation });

/** A product over named axes: one of tensors, or one with weights that no position of its own is told of. */
export const multiplyByEquation: SignalRule<EquationSettings> = (
  { flowing, kernelEntries, output },
  { products },
) => {
  const entries = output && entriesOf(output);
  if (flowing > 1) return contract(entries && products && products / entries);
  const linear = { linear: true, range: 'free' } as const;
  const tensorProducts = products === undefined ? undefined : products - kernelEntries;
  return transform({
    kernelEntries,
    activation: linear,
    appliedPer: 'sample',
    ...(tensorProducts !== undefined && { tensorProducts }),
  });
};

const entriesOf = (shape: Shape): number =>
  shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);

/** Windows that share an axis out among a number of outputs; a single output is a global pooling. */
export const adaptPool: SignalRule<AdaptivePoolSettings> = (
  { inputs: [input], output },
  { layout },
) => {
  const extents = layout.spatial.map((axis) => [input?.[axis] ?? 1, output?.[axis] ?? 1] as const);
  if (extents.every(([, after]) => after === 1)) return poolAll;
  const strides = extents.map(([before, after]) => Math.max(1, Math.floor(before / after)));
  const size = extents.map(([before, after], side) => before - (after - 1) * (strides[side] ?? 1));
  return poolOver({ size, strides, dilation: strides.map(() => 1) });
};

/** Queries, keys and values are projected, compared and projected again. */
export const attend: SignalRule<AttentionSettings> = ({ weightEntries }, { tensorProducts }) =>
  transform({
    family: 'attention',
    kernelEntries: weightEntries,
    activation: nonlinear,
    ...(tensorProducts !== undefined && { tensorProducts }),
  });

/** Over all steps of a sequence, or one of them. */
export const recur =
  (appliedPer: 'timeStep' | 'sample'): SignalRule<unknown> =>
  ({ weightEntries }) =>
    transform({
      family: 'recurrent',
      kernelEntries: weightEntries,
      appliedPer,
      activation: nonlinear,
    });

/** With a constant, a product of matrices is a dense layer. */
export const multiplyMatrices: SignalRule<ContractionSettings> = (
  { flowing, kernelEntries, inputs },
  { activation, contracted },
) =>
  flowing > 1
    ? contract(contracted ?? inputs[0]?.at(-1))
    : transform({ kernelEntries, activation });

/** With a constant, arithmetic only shifts and scales, or has the effect `alone`. */
export const arithmetic =
  (how: PlainMerge, alone: Operation = pass('scale')): SignalRule<unknown> =>
  ({ flowing }) =>
    flowing > 1 ? merge(how) : alone;

const bend = activate(nonlinear);
/** Arithmetic whose constant, if it is one number, bounds the values. */
export const affine =
  (how: PlainMerge): SignalRule<ConstantSettings> =>
  (facts, { affine: given }) =>
    arithmetic(how, given && rescale(given.scale, given.offset))(facts, undefined);
/** A tensor whose entries are one number, if it is known. */
export const fill: SignalRule<FillSettings> = ({ kernelEntries }, { value }) =>
  value === undefined ? lookUp(kernelEntries) : fillWith(value);

/** Picks entries of one operand or the other: with a constant it is nonlinear. */
export const choose = (how: PlainMerge): SignalRule<unknown> => arithmetic(how, bend);
/** An unknown operation, treated as nonlinear. */
export const unknown: SignalRule<unknown> = arithmetic('other', bend);
/** An operation that is not known may join tensors in any way. */
export const notKnown: SignalRule<unknown> = arithmetic('unknown', bend);

export const join: SignalRule<AxisSettings> = ({ flowing, output, inputs }, { axis = -1 }) =>
  flowing < 2 ? pass('pad') : concatenate(axis, output?.length ?? inputs[0]?.length ?? 4);

/** Over all axes between batch and channels it is a global pooling. */
export const reduce: SignalRule<ReduceSettings> = ({ inputs: [input], channelAxis }, settings) => {
  const { axes } = settings;
  const channels = channelAxis ?? settings.channels;
  const rank = input?.length;
  const isOverChannels = (axis: number): boolean =>
    axis === channels ||
    (rank !== undefined && fromStart(axis, rank) === fromStart(channels, rank));
  return axes?.some(isOverChannels) === true ? pass('slice') : poolAll;
};

const pixels = (shape: Shape | undefined, spatial: readonly number[]): number =>
  spatial.reduce((all, axis) => all * (shape?.[axis] ?? 1), 1);
export const resize: SignalRule<ResizeSettings> = ({ inputs: [input], output }, { layout }) => {
  const [before, after] = [pixels(input, layout.spatial), pixels(output, layout.spatial)];
  return resample(after < before ? 'down' : 'up');
};

export const bendAs: SignalRule<CurveSettings> = (
  { output, channelAxis },
  { activation, along },
) => {
  if (along === undefined) return activate(activation);
  const rank = output?.length ?? 0;
  const { linear, range } = activation;
  // Along another axis than the channels it is no choice between classes.
  return activate(
    fromStart(along, rank) === (channelAxis ?? rank - 1) ? activation : { linear, range },
  );
};
export const source: SignalRule<unknown> = ({ kernelEntries }) => lookUp(kernelEntries);
