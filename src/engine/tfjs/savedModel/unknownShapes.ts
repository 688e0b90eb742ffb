import type { layers, Shape } from '@tensorflow/tfjs-layers';

/** Stands for a shape of unknown rank. */
export const UNKNOWN_SHAPE: readonly (number | null)[] = [null, null];

const isUnknown = (shape: Shape): boolean =>
  shape.length === UNKNOWN_SHAPE.length && shape.every((extent) => extent === null);

const isList = (shape: Shape | Shape[]): shape is Shape[] => Array.isArray(shape[0]);

export const firstShape = (input: Shape | Shape[]): Shape =>
  isList(input) ? (input[0] ?? [...UNKNOWN_SHAPE]) : input;

const elementwise = /^(?:Add|Subtract|Multiply|Average|Maximum|Minimum)$/;

/** A layer that takes tensors of one rank only says so. */
function rankOf(layer: layers.Layer, shapes: readonly Shape[]): number | undefined {
  const [spec] = (layer.inputSpec as ({ readonly ndim?: number } | undefined)[] | null) ?? [];
  return spec?.ndim ?? shapes.find((shape) => !isUnknown(shape))?.length;
}

const ofRank = (shape: Shape, rank: number | undefined): Shape =>
  isUnknown(shape) && rank !== undefined ? Array<null>(rank).fill(null) : shape;

/** Tensors that are joined entry by entry fit: an extent above 1 of any of them is that of the result. */
function joined(shapes: readonly Shape[]): Shape {
  const [first = []] = shapes;
  return first.map((_, axis) => shapes.map((shape) => shape[axis] ?? null).find(isWide) ?? null);
}
const isWide = (extent: number | null): boolean => extent !== null && extent > 1;

/** A layer says what rank it gives if it takes tensors of one rank, joins some of it, or names its shape. */
const knowsRank = (layer: layers.Layer, shapes: readonly Shape[]): boolean =>
  rankOf(layer, shapes) !== undefined || layer.getClassName() === 'Reshape';

/** The shape that a layer of the framework gives, as far as it is known; unknown extents stay unknown. */
export function shapeAfter(layer: layers.Layer, input: Shape | Shape[]): Shape | Shape[] {
  const list = isList(input) ? input : [input];
  if (list.every((shape) => !shape.slice(1).includes(null))) return layer.computeOutputShape(input);
  if (!knowsRank(layer, list)) return [...UNKNOWN_SHAPE];
  const rank = rankOf(layer, list);
  const shapes = list.map((shape) => ofRank(shape, rank));
  if (elementwise.test(layer.getClassName())) return joined(shapes);
  try {
    return withUnknowns(layer.computeOutputShape(isList(input) ? shapes : firstShape(shapes)));
  } catch {
    // It insists on an extent that nobody knows.
    return [...UNKNOWN_SHAPE];
  }
}

const plain = (shape: Shape): Shape =>
  shape.map((extent) => (extent !== null && extent > 0 ? extent : null));

const withUnknowns = (shape: Shape | Shape[]): Shape | Shape[] =>
  isList(shape) ? shape.map(plain) : plain(shape);
