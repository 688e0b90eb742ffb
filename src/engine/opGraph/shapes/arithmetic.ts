import type { KnownShape, ShapeRule } from '../row';
import type { InputSettings, ProductSettings } from '../settings';

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

/** A stack of matrices, or one, times one matrix. */
export const multiplied: ShapeRule<ProductSettings> = ([a, b], settings) => {
  const { transposesFirst, transposesSecond } = settings;
  if (!a || a.length < 2 || b?.length !== 2) return [];
  if (a.length > 2 && transposesFirst) return [];
  const rows = transposesFirst ? [a[1] ?? null] : a.slice(0, -1);
  return [[...rows, (transposesSecond ? b[0] : b[1]) ?? null]];
};
