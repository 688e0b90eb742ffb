import type { Shape } from '../../../shared/network/network';
import type { KnownShape, ShapeRule } from './row';
import type {
  ConvolutionSettings,
  Kernel,
  Padding,
  PoolSettings,
  SlidingSettings,
  TransposedSettings,
} from './settings';
import type { Extent } from './axes';

type Pads = Extract<Padding, readonly unknown[]>[number];

interface Slide {
  /** Entries from one end of the window to the other, gaps of the dilation included. */
  readonly reach: number;
  readonly stride: number;
  /** `undefined` for TensorFlow's `same`, which adds what makes the output ⌈extent ÷ stride⌉ long. */
  readonly pads: Pads | undefined;
}

/** Number of places that a window takes along an axis. */
function placesOf(extent: Extent | undefined, { reach, stride, pads }: Slide): Extent {
  if (extent === null || extent === undefined) return null;
  const padded = pads ? extent + pads[0] + pads[1] - reach + 1 : extent;
  return Math.ceil(padded / stride);
}

function padsAt(padding: Padding, side: number): Pads | undefined {
  if (padding === 'same') return undefined;
  return (padding === 'valid' ? undefined : padding[side]) ?? [0, 0];
}

const hasRank = (shape: KnownShape, { layout }: SlidingSettings): shape is Shape =>
  shape?.length === layout.spatial.length + 2;

function slideOver(input: KnownShape, settings: SlidingSettings, kernel: Kernel): KnownShape {
  const { layout, strides, dilation, padding } = settings;
  if (!hasRank(input, settings) || padding === undefined) return undefined;
  const shape = [...input];
  layout.spatial.forEach((axis, side) => {
    const reach = ((kernel.size[side] ?? 1) - 1) * (dilation[side] ?? 1) + 1;
    const slide = { reach, stride: strides[side] ?? 1, pads: padsAt(padding, side) };
    shape[axis] = placesOf(input[axis], slide);
  });
  shape[layout.channels] = kernel.channels;
  return shape;
}

export const convolved: ShapeRule<ConvolutionSettings> = ([input], settings) =>
  settings.kernel ? [slideOver(input, settings, settings.kernel)] : [];

export const pooled: ShapeRule<PoolSettings> = ([input], settings) => {
  const channels = input?.[settings.layout.channels] ?? null;
  return [slideOver(input, settings, { size: settings.size, channels })];
};

interface Spread extends Omit<Slide, 'pads'> {
  readonly padding: 'same' | 'valid';
}

/** Extent of an input in which a window has `extent` places: of several, the extent that Keras makes. */
function spreadOf(extent: Extent | undefined, { reach, stride, padding }: Spread): Extent {
  if (extent === null || extent === undefined) return null;
  return extent * stride + (padding === 'same' ? 0 : Math.max(reach - stride, 0));
}

/** A transposed convolution. Its dilation is not read: TensorFlow has none there. */
export const transposed: ShapeRule<TransposedSettings> = ([input], settings) => {
  const { kernel, target, layout, strides, padding } = settings;
  if (!hasRank(input, settings) || !kernel) return [];
  if (target) return [target.map((extent) => (extent < 0 ? null : extent))];
  if (padding !== 'same' && padding !== 'valid') return [];
  const shape = [...input];
  layout.spatial.forEach((axis, side) => {
    const spread = { reach: kernel.size[side] ?? 1, stride: strides[side] ?? 1, padding };
    shape[axis] = spreadOf(input[axis], spread);
  });
  shape[layout.channels] = kernel.channels;
  return [shape];
};
