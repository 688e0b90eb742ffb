import type { Shape } from '../../../shared/network/network';
import type { Affine } from '../../../shared/network/affine';
import type { Activation } from '../../../shared/network/operation';

/** The positions of the axes of a feature map; the batch comes first. */
export interface Layout {
  readonly spatial: readonly number[];
  readonly channels: number;
}

/** Entries added before and after a spatial axis, or TensorFlow's rules `same` and `valid`. */
export type Padding = 'same' | 'valid' | readonly (readonly [before: number, after: number])[];

/** A window that slides over a feature map; lists have one entry per spatial axis. */
export interface SlidingSettings {
  readonly layout: Layout;
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  /** Absent if the program pads in a way that is not known. */
  readonly padding: Padding | undefined;
}

export interface PoolSettings extends SlidingSettings {
  readonly size: readonly number[];
}

/** Windows that are chosen to fit the size of the output. */
export interface AdaptivePoolSettings {
  readonly layout: Layout;
}

export interface EquationSettings {
  /** Multiply-accumulates of one sample: the product of all extents but the batch. */
  readonly products: number | undefined;
}

export interface AttentionSettings {
  /** Multiply-accumulates of one sample between tensors. */
  readonly tensorProducts: number | undefined;
}

export interface Kernel {
  /** One extent per spatial axis. */
  readonly size: readonly number[];
  /** Channels that it gives. */
  readonly channels: number | null;
}

/** An operation with weights ends with this nonlinearity. */
export interface ActivationSettings {
  readonly activation: Activation;
}

export interface CurveSettings extends ActivationSettings {
  /** The axis along which the curve relates entries, which may count from the end; absent if there is none. */
  readonly along?: number | undefined;
}

export interface ConvolutionSettings extends SlidingSettings, ActivationSettings {
  readonly kernel: Kernel | undefined;
}

export interface TransposedSettings extends ConvolutionSettings {
  /** The output's shape, if the program names it; −1 is unknown. */
  readonly target: readonly number[] | undefined;
}

/** `contracted`: the extent that is summed over; the last of the first operand if it is absent. */
export interface ContractionSettings extends ActivationSettings {
  readonly contracted?: number | undefined;
}

export interface ProductSettings extends ContractionSettings {
  readonly transposesFirst: boolean;
  readonly transposesSecond: boolean;
  /** The axis of the channels of the result; the last if it is absent. */
  readonly channels?: number;
}

/** Arithmetic of one tensor and one number; empty if both operands are tensors. */
export interface ConstantSettings {
  /** y = x · scale + offset. */
  readonly affine?: Affine;
}

export interface FillSettings {
  /** Every entry of the tensor, if it is known. */
  readonly value: number | undefined;
}

/** One axis; a negative one counts from the end. */
export interface AxisSettings {
  readonly axis: number | undefined;
}

export interface InputSettings {
  readonly shape: Shape | undefined;
  readonly carriesGradient: boolean;
}

export interface ReduceSettings {
  readonly axes: readonly number[] | undefined;
  readonly keepsAxes: boolean;
  /** The axis of the channels if nothing else tells it; −1 for the last. */
  readonly channels: number;
}

export interface NormalizationSettings {
  /** The axis of the channels; a negative one counts from the end. */
  readonly channels: number;
}

export interface ResizeSettings {
  readonly layout: Layout;
  /** One extent per spatial axis. */
  readonly size: readonly number[] | undefined;
}

export interface SplitSettings extends AxisSettings {
  readonly parts: number;
}

export interface SplitSizesSettings extends AxisSettings {
  /** −1 takes the remaining entries. */
  readonly sizes: readonly number[] | undefined;
}

export interface SliceSettings {
  readonly begin: readonly number[] | undefined;
  /** −1 reaches to the end. */
  readonly size: readonly number[] | undefined;
}

/** One place of `x[a:b:c, newaxis, i]`; a missing end of a cut reaches to that of the axis. */
export type IndexPlace =
  | { readonly kind: 'newAxis' }
  | { readonly kind: 'index' }
  | {
      readonly kind: 'cut';
      readonly begin: number | undefined;
      readonly end: number | undefined;
      readonly step: number;
    };

export interface IndexSettings {
  readonly places: readonly IndexPlace[] | undefined;
}

/** Entries of an axis by their positions; `axis` is absent if the indices differ by the batch. */
export interface GatherSettings extends AxisSettings {
  readonly indices: Shape | undefined;
}

/** Squares of pixels that become channels, or channels that become squares. */
export interface BlockSettings {
  readonly layout: Layout;
  /** The factor of each side. */
  readonly factor: number;
}

/** Blocks of the axes behind the batch that are entries of the batch. */
export interface BatchBlockSettings {
  readonly block: readonly number[] | undefined;
  /** Entries added to each of these axes; negative if they are cut off. */
  readonly added: readonly number[] | undefined;
}
