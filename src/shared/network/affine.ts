/** y = x · scale + offset, with two numbers. */
export interface Affine {
  readonly scale: number;
  readonly offset: number;
}

/** The ends of the image of [0, 1]. */
const imageOfUnit = ({ scale, offset }: Affine): readonly number[] => [offset, scale + offset];
const isWithin = (values: readonly number[], low: number, high: number): boolean =>
  values.every((value) => value >= low && value <= high);

/** Tells whether it shifts and maps [0, 1] into [0, 1]: 1 − x and its kind. */
export const keepsUnitInterval = (by: Affine): boolean =>
  by.scale !== 0 && by.offset !== 0 && isWithin(imageOfUnit(by), 0, 1);

/** Tells whether it maps [0, 1] into [0, 1] or, as x − 1 and −x do, into [−1, 0]. */
export const keepsUnitSize = (by: Affine): boolean =>
  by.scale !== 0 && (isWithin(imageOfUnit(by), 0, 1) || isWithin(imageOfUnit(by), -1, 0));

/** Applies `of` first, then `by`. */
export const compose = (by: Affine, of: Affine): Affine => ({
  scale: by.scale * of.scale,
  offset: by.scale * of.offset + by.offset,
});
