import type { Shape } from './network';

/** The axes of a layer's outputs that are no positions of a map. */
export interface LayerAxes {
  /** The axis of the channels; the last where it is absent. */
  readonly channelAxis?: number;
  /** The axis of the batch; the first where it is absent, `null` for a tensor that all samples share. */
  readonly batchAxis?: number | null;
  /** Entries of the batch axis for each sample, such as windows of an image; 1 where it is absent. */
  readonly perSample?: number;
}

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
