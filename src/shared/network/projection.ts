import type { Shape } from './network';

/** A layer that brings one shape to another: a 1×1 convolution or a dense layer, with a stride where the resolution falls. */
export interface Projection {
  /** The shape that it is put on. */
  readonly branch: 0 | 1;
  /** Spatial axes of the shape: 0 asks for a dense layer. */
  readonly axes: 0 | 1 | 2 | 3;
  /** Channels of the branch, and of the other one. */
  readonly from: number;
  readonly channels: number;
  readonly strides: number;
}

const spatialAxes: Readonly<Record<number, Projection['axes']>> = { 2: 0, 3: 1, 4: 2, 5: 3 };

/** The factor between the resolutions of two shapes; `undefined` if it is no single whole number. */
function factor(from: Shape, to: Shape): number | undefined {
  const ratios = from.slice(1, -1).map((extent, axis) => (extent ?? NaN) / (to[axis + 1] ?? NaN));
  const [first = 1] = ratios;
  const isWhole = Number.isInteger(first) && first > 0;
  return isWhole && ratios.every((ratio) => ratio === first) ? first : undefined;
}

/** Two shapes that differ, and which of them is of the shortcut, from which the other one is made, where that is known. */
export type Unequal = readonly [a: Shape, b: Shape, shortcut?: 0 | 1 | undefined];

/**
 * The projections of which each makes two shapes fit, batch first and channels last: that of the shortcut, then from
 * fewer channels to more at one resolution, then the other way; else from the higher resolution to the lower. Empty
 * where none does.
 */
export function projectionsBetween([a, b, shortcut]: Unequal): Projection[] {
  const axes = spatialAxes[a.length];
  if (a.length !== b.length || axes === undefined) return [];
  const plans = ([0, 1] as const).flatMap((branch): Projection[] => {
    const [from, to] = branch === 0 ? [a, b] : [b, a];
    const strides = factor(from, to);
    const channels = to.at(-1);
    const own = from.at(-1);
    if (strides === undefined || typeof channels !== 'number' || typeof own !== 'number') return [];
    const isNeeded = strides > 1 || channels !== own;
    return isNeeded ? [{ branch, axes, from: own, channels, strides }] : [];
  });
  const rank = ({ branch, from, channels, strides }: Projection): number =>
    branch === shortcut ? -1 : Number(strides === 1 && channels < from);
  return plans.sort((one, other) => rank(one) - rank(other));
}

/** The first of {@link projectionsBetween}: the one that sentences speak of, and that is drawn. */
export const projectionBetween = (shapes: Unequal): Projection | undefined =>
  projectionsBetween(shapes)[0];

/** The branch of two that the other one is made from; `undefined` where none is. */
export function shortcutOf<T>(
  [a, b]: readonly [T, T],
  inputsOf: (node: T) => readonly T[],
): 0 | 1 | undefined {
  if (a === b) return undefined;
  if (comesFrom(b, a, inputsOf)) return 0;
  return comesFrom(a, b, inputsOf) ? 1 : undefined;
}

function comesFrom<T>(node: T, wanted: T, inputsOf: (node: T) => readonly T[]): boolean {
  const seen = new Set<T>([node]);
  for (const at of seen) {
    if (at === wanted) return true;
    for (const input of inputsOf(at)) seen.add(input);
  }
  return false;
}
