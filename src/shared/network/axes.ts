import type { LayerAxes, Shape } from './network';

/** A tensor's shape with its axes. */
export interface FeatureMap extends LayerAxes {
  readonly shape: Shape;
}

/** The axis of the channels in a shape of this rank. */
const channelsAt = ({ channelAxis }: LayerAxes, rank: number): number =>
  channelAxis !== undefined && channelAxis < rank ? channelAxis : rank - 1;

/** Extents of one sample, channels included. */
export const sampleExtents = ({ shape, batchAxis = 0 }: FeatureMap): Shape =>
  shape.filter((_, axis) => axis !== batchAxis);

/** Extents of the map: all but the batch and the channels. */
export function mapExtents({ shape, batchAxis = 0, ...axes }: FeatureMap): Shape {
  const channels = channelsAt(axes, shape.length);
  return shape.filter((_, axis) => axis !== batchAxis && axis !== channels);
}

/** Number of channels; `undefined` where the shape has none, or does not tell it. */
export const channelCount = ({ shape, ...axes }: FeatureMap): number | undefined =>
  shape[channelsAt(axes, shape.length)] ?? undefined;

/** Tells whether an axis is that of the channels; a shape that lacks the axis leaves it open. */
export const isChannelAxis = ({ shape, ...axes }: FeatureMap, axis: number): boolean =>
  axis >= shape.length || channelsAt(axes, shape.length) === axis;

/** A shape with its channels moved to the end; as it is where they are there, or the shape lacks the axis. */
export function channelsLast(shape: Shape, axis: number | undefined): Shape {
  if (axis === undefined || axis >= shape.length) return shape;
  return [...shape.filter((_, at) => at !== axis), shape[axis] ?? null];
}
