import type { Shape } from '../../../shared/network/network';
import type { ShapeRule } from './row';
import type {
  AxisSettings,
  GatherSettings,
  IndexPlace,
  IndexSettings,
  SliceSettings,
  SplitSettings,
  SplitSizesSettings,
} from './settings';
import { evenly, type Extent, fromStart, withExtent } from './axes';

/** Equal parts along an axis. */
export const split: ShapeRule<SplitSettings> = ([input], { axis, parts }) => {
  if (!input || axis === undefined || parts < 1) return [];
  const along = fromStart(axis, input.length);
  const extent = input[along] ?? null;
  const part = withExtent(input, along, extent === null ? null : evenly(extent / parts));
  return Array.from({ length: parts }, () => part);
};

export const splitBySizes: ShapeRule<SplitSizesSettings> = ([input], { axis, sizes }) => {
  if (!input || !sizes || axis === undefined) return [];
  const along = fromStart(axis, input.length);
  const whole = input[along] ?? null;
  const given = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  const rest = whole === null ? null : whole - given;
  return sizes.map((size) => withExtent(input, along, size < 0 ? rest : size));
};

/** One output per entry of an axis, without the axis. */
export const unstacked: ShapeRule<SplitSettings> = ([input], { axis = 0, parts }) => {
  if (!input) return [];
  const along = fromStart(axis, input.length);
  const part = input.filter((_, i) => i !== along);
  return Array.from({ length: parts }, () => part);
};

/** Joins tensors along a new axis. */
export const stacked: ShapeRule<AxisSettings> = (inputs, { axis = 0 }) => {
  const [first] = inputs;
  if (!first) return [];
  const at = fromStart(axis, first.length + 1);
  return [[...first.slice(0, at), inputs.length, ...first.slice(at)]];
};

/** Joins tensors along one of their axes. */
export const joined: ShapeRule<AxisSettings> = (parts, { axis }) => {
  const [first] = parts;
  if (!first || axis === undefined) return [];
  const along = fromStart(axis, first.length);
  const extents = parts.map((part) => part?.[along] ?? null);
  const sum = extents.reduce((a, b) => (a === null || b === null ? null : a + b));
  return [withExtent(first, along, sum)];
};

export const sliced: ShapeRule<SliceSettings> = ([input], { begin, size }) => {
  if (!input || !begin || !size) return [];
  const extent = (whole: Extent, axis: number): Extent => {
    const [from = 0, wanted = -1] = [begin[axis], size[axis]];
    if (wanted >= 0) return wanted;
    return whole === null ? null : whole - from;
  };
  return [input.map(extent)];
};

type Cut = Extract<IndexPlace, { kind: 'cut' }>;

/** Entries that a cut takes of an axis. */
function taken(whole: Extent, { begin, end, step }: Cut): Extent {
  const isAll = begin === undefined && end === undefined && Math.abs(step) === 1;
  if (whole === null) return null;
  if (isAll) return whole;
  const [low, high] = step > 0 ? [0, whole] : [-1, whole - 1];
  const clamp = (at: number): number => Math.min(Math.max(fromStart(at, whole), low), high);
  const from = begin === undefined ? (step > 0 ? low : high) : clamp(begin);
  const to = end === undefined ? (step > 0 ? high : low) : clamp(end);
  return Math.max(0, Math.ceil((to - from) / step));
}

function indexedShape(input: Shape, places: readonly IndexPlace[]): Shape {
  const shape: Extent[] = [];
  let axis = 0;
  for (const place of places) {
    if (place.kind === 'newAxis') shape.push(1);
    if (place.kind === 'cut') shape.push(taken(input[axis] ?? null, place));
    if (place.kind !== 'newAxis') axis += 1;
  }
  return [...shape, ...input.slice(axis)];
}

/** NumPy's `x[a:b:c, newaxis, i]`; axes behind the last place stay whole. */
export const indexed: ShapeRule<IndexSettings> = ([input], { places }) =>
  input && places ? [indexedShape(input, places)] : [];

/** The shape of the indices replaces the axis. */
export const gathered: ShapeRule<GatherSettings> = ([input], { axis, indices }) => {
  if (!input || !indices || axis === undefined) return [];
  const along = fromStart(axis, input.length);
  return [[...input.slice(0, along), ...indices, ...input.slice(along + 1)]];
};
