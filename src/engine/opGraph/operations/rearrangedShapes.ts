import type { ShapeRule } from './row';
import type { AxisSettings, ReduceSettings, ResizeSettings } from './settings';
import { type Extent, fromStart } from './axes';

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
