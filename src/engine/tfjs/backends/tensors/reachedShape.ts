/** The windows over a batch of volumes. */
export interface VolumeWindows {
  readonly pad: unknown;
  readonly strides: number | readonly number[];
  readonly dilations?: number | readonly number[] | null;
  readonly filterSize?: number | readonly number[];
}

const along = (axis: number, value: number | readonly number[] | null = 1): number =>
  typeof value === 'number' ? value : (value?.[axis] ?? 1);

/**
 * The part of a batch of volumes that windows with `same` padding reach; `undefined` if that is all of it.
 * @param shape [batch, depth, height, width, channels]
 * @param size of a window: depth, height, width
 */
export function reachedShape(
  shape: readonly number[],
  size: number | readonly number[] | undefined,
  { pad, strides, dilations }: VolumeWindows,
): number[] | undefined {
  if (pad !== 'same') return undefined;
  const reached = shape.map((extent, at) => {
    if (at === 0 || at === 4) return extent;
    const [stride, window] = [along(at - 1, strides), along(at - 1, size)];
    const wide = (window - 1) * along(at - 1, dilations) + 1;
    return Math.min(extent, (Math.ceil(extent / stride) - 1) * stride + wide);
  });
  return reached.every((extent, at) => extent === shape[at]) ? undefined : reached;
}
