import type { KnownShape, ShapeRule } from './row';
import type {
  AxisSettings,
  BatchBlockSettings,
  BlockSettings,
  ReduceSettings,
  ResizeSettings,
} from './settings';
import { evenly, type Extent, fromStart } from './axes';

const knownExtent = (extent: number): Extent => (extent < 0 ? null : extent);

/** −1 in `target` is unknown. */
export const reshaped: ShapeRule<{ readonly target: readonly number[] | undefined }> = (
  _,
  { target },
) => [target?.map(knownExtent)];

export const permuted: ShapeRule<{ readonly order: readonly number[] | undefined }> = (
  [input],
  { order },
) => [input && order?.map((axis) => input[axis] ?? null)];

/** `added`: entries per axis, those before and after it together. */
export const padded: ShapeRule<{ readonly added: readonly number[] | undefined }> = (
  [input],
  { added },
) => [
  added && input?.map((extent, axis) => (extent === null ? null : extent + (added[axis] ?? 0))),
];

export const reduced: ShapeRule<ReduceSettings> = ([input], { axes, keepsAxes }) => {
  if (!input || !axes) return [];
  const gone = new Set(axes.map((axis) => fromStart(axis, input.length)));
  const shape = keepsAxes
    ? input.map((extent, axis) => (gone.has(axis) ? 1 : extent))
    : input.filter((_, axis) => !gone.has(axis));
  return [shape];
};

export const resized: ShapeRule<ResizeSettings> = ([input], { layout, size }) => {
  if (input?.length !== layout.spatial.length + 2) return [];
  const shape = [...input];
  layout.spatial.forEach((axis, side) => {
    shape[axis] = size?.[side] ?? null;
  });
  return [shape];
};

/** Without axes, all of extent 1 go, which only known extents tell. */
export const squeezed: ShapeRule<{ readonly axes: readonly number[] }> = ([input], { axes }) => {
  if (!input) return [];
  const gone = axes.map((axis) => fromStart(axis, input.length));
  if (gone.length > 0) return [input.filter((_, axis) => !gone.includes(axis))];
  return input.includes(null) ? [] : [input.filter((extent) => extent !== 1)];
};

export const expanded: ShapeRule<AxisSettings> = ([input], { axis }) => {
  if (!input || axis === undefined) return [];
  const at = fromStart(axis, input.length + 1);
  return [[...input.slice(0, at), 1, ...input.slice(at)]];
};

export const tiled: ShapeRule<{ readonly times: readonly number[] | undefined }> = (
  [input],
  { times },
) => [
  times && input?.map((extent, axis) => (extent === null ? null : extent * (times[axis] ?? 1))),
];

/** Pixels become channels or channels pixels: the sides by the factor, the channels against its power. */
export const rearranged: ShapeRule<BlockSettings> = ([input], { layout, factor }) => {
  if (input?.length !== layout.spatial.length + 2) return [];
  const scaled = (extent: Extent, by: number): Extent =>
    extent === null ? null : evenly(extent * by);
  const shape = input.map((extent, axis) =>
    layout.spatial.includes(axis) ? scaled(extent, factor) : extent,
  );
  const channels = scaled(input[layout.channels] ?? null, factor ** -layout.spatial.length);
  shape[layout.channels] = channels;
  return [shape];
};

/** The axes behind the batch, in order, and whatever follows them; the batch itself is not known. */
const blocked =
  (extentOf: (extent: number, block: number, added: number) => number) =>
  ([input]: readonly KnownShape[], { block, added }: BatchBlockSettings): readonly KnownShape[] => {
    if (!input || !block || !added) return [];
    const extents = input.slice(1).map((extent, i) => {
      const size = block[i];
      if (extent === null || size === undefined) return extent;
      return evenly(extentOf(extent, size, added[i] ?? 0));
    });
    return [[null, ...extents]];
  };
export const movedToBatch: ShapeRule<BatchBlockSettings> = blocked(
  (extent, block, added) => (extent + added) / block,
);
export const movedFromBatch: ShapeRule<BatchBlockSettings> = blocked(
  (extent, block, added) => extent * block + added,
);
