import type { Shape } from '../../../shared/network/network';
import type { KnownShape, ShapeRule } from './row';
import type { InputSettings, ProductSettings } from './settings';

export const given: ShapeRule<InputSettings> = (_, { shape }) => [shape];
export const unchanged: ShapeRule<unknown> = ([first]) => [first];
export const notKnown: ShapeRule<unknown> = () => [];

function broadcastTwo(a: KnownShape, b: KnownShape): KnownShape {
  if (!a || !b) return undefined;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const lead = long.length - short.length;
  return long.map((extent, axis) => {
    const other = axis < lead ? 1 : (short[axis - lead] ?? null);
    if (extent === 1) return other;
    return extent ?? (other === 1 ? null : other);
  });
}

/** NumPy's rules: the longer shape, and of two extents the one that is not 1. */
export const broadcast: ShapeRule<unknown> = ([first, ...others]) => [
  others.reduce(broadcastTwo, first),
];

const transposed = ([rows = null, columns = null]: Shape): Shape => [columns, rows];

/** One matrix, or a stack of them, times one matrix. */
export const multiplied: ShapeRule<ProductSettings> = ([a, b], settings) => {
  if (!a || b?.length !== 2) return [];
  // A stack of matrices can be transposed in several ways.
  if (a.length < 2 || (settings.transposesFirst && a.length > 2)) return [];
  const first = settings.transposesFirst ? transposed(a) : a;
  const second = settings.transposesSecond ? transposed(b) : b;
  return [[...first.slice(0, -1), second[1] ?? null]];
};
