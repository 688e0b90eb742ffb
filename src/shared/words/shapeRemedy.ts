import type { Message } from '../base/message';
import type { FittingSizes } from '../network/fittingSizes';
import type { Shape } from '../network/network';
import { projectionBetween } from '../network/projection';
import { disagree } from '../network/shapes';
import { message } from './message';

/** Two extents of a spatial axis that disagree. */
interface SpatialGap {
  readonly large: number;
  readonly small: number;
}

interface ChannelGap {
  readonly from: number;
  readonly to: number;
}

function spatialGap(a: Shape, b: Shape): SpatialGap | undefined {
  const axis = a.findIndex((extent, at) => disagree(extent, b[at]));
  const [first, second] = [a[axis], b[axis]];
  if (!first || !second) return undefined;
  return { large: Math.max(first, second), small: Math.min(first, second) };
}

function channelGap(from: Shape[number] | undefined, to: typeof from): ChannelGap | undefined {
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  return disagree(from, to) ? { from, to } : undefined;
}

/** A whole factor asks for a stride or an upsampling; a difference of a few for padding or a crop. */
function spatialRemedy(
  spatial: SpatialGap,
  channels: ChannelGap | undefined,
  sizes: FittingSizes | undefined,
): Message {
  const factor = spatial.large / spatial.small;
  if (Number.isInteger(factor)) {
    const values = { ...spatial, factor };
    return channels
      ? message('shapes.stride-and-project', { ...values, ...channels })
      : message('shapes.stride', values);
  }
  if (sizes && !channels) {
    const { multiple, given, fits } = sizes;
    const values = { multiple, given: given.join('×'), fits: fits.join('×') };
    return message('shapes.multiples', { ...spatial, ...values });
  }
  return channels
    ? message('shapes.crop-and-project', { ...spatial, ...channels })
    : message('shapes.crop', { ...spatial });
}

/**
 * A way to make two shapes fit that disagree; both have the batch first and channels last. `sizes` of the input
 * would fit, where they are known. `undefined` if they differ in nothing but the batch.
 */
export function shapeRemedy(
  a: Shape,
  b: Shape,
  {
    sizes,
    shortcut,
  }: { readonly sizes?: FittingSizes | undefined; readonly shortcut?: 0 | 1 | undefined } = {},
): Message | undefined {
  if (a.length !== b.length) return message('shapes.reshape');
  const spatial = spatialGap(a.slice(1, -1), b.slice(1, -1));
  // The sentence, the fix and the layer drawn for it speak of one branch.
  const [from, to] = projectionBetween([a, b, shortcut])?.branch === 1 ? [b, a] : [a, b];
  const channels = channelGap(from.at(-1), to.at(-1));
  if (spatial) return spatialRemedy(spatial, channels, sizes);
  return channels && message('shapes.project', { ...channels });
}
