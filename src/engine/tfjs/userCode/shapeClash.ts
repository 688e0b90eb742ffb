import type * as tfl from '@tensorflow/tfjs-layers';
import { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Message } from '../../../shared/base/message';
import {
  sizeFinder,
  type FittingSizes,
  type MapReader,
} from '../../../shared/network/fittingSizes';
import type { Shape } from '../../../shared/network/network';
import { shortcutOf } from '../../../shared/network/projection';
import { disagree } from '../../../shared/network/shapes';
import { shortName } from '../../../shared/network/shortName';
import { message } from '../../../shared/words/message';
import { shapeRemedy } from '../../../shared/words/shapeRemedy';
import { makingNetwork } from './networkErrors';

type Layer = tfl.layers.Layer;

/** The reason that a layer refused its inputs, and those of them that do not fit each other. */
export interface ShapeClash {
  readonly refusal: Message;
  readonly branches: readonly SymbolicTensor[];
  /** The branch that the other one is made from. */
  readonly shortcut?: 0 | 1 | undefined;
  /** The layer that refused, and all that it was applied to. */
  readonly layer: Layer;
  readonly inputs: readonly SymbolicTensor[];
}

type Refusal = Pick<ShapeClash, 'refusal' | 'branches' | 'shortcut'>;

/** The name that the graph has. */
const nameOf = (layer: Layer): string =>
  shortName({ name: layer.name, kind: layer.getClassName() });

const extentsOf = ({ shape }: SymbolicTensor): string =>
  shape.map((extent) => extent ?? '?').join(', ');

/** Joined along their axis, extents there need not agree. */
function comparable({ shape }: SymbolicTensor, layer: Layer): Shape {
  const axis = 'axis' in layer && typeof layer.axis === 'number' ? layer.axis : undefined;
  if (layer.getClassName() !== 'Concatenate' || axis === undefined) return shape;
  const joined = axis < 0 ? axis + shape.length : axis;
  return shape.map((extent, at) => (at === joined ? null : extent));
}

const clash = (a: Shape, b: Shape): boolean =>
  a.length !== b.length || a.some((extent, axis) => disagree(extent, b[axis]));

/** Of tensors with their channels last. */
const mapReader: MapReader<SymbolicTensor> = {
  extents: ({ shape }) => shape.slice(1, -1),
  inputs: ({ inputs }) => inputs,
};

/** Sizes of the input that the downsamplings of both branches divide. */
function sizesFor(branches: readonly SymbolicTensor[]): FittingSizes | undefined {
  const find = sizeFinder(mapReader);
  const found = branches.flatMap((branch) => find(branch) ?? []);
  return found.sort((one, other) => other.multiple - one.multiple)[0];
}

/** The first branch, and the first other that does not fit it. */
function betweenBranches(
  layer: Layer,
  branches: readonly SymbolicTensor[],
  error: string,
): Refusal | undefined {
  const [first, ...others] = branches;
  if (!first) return undefined;
  const shape = comparable(first, layer);
  const second = others.find((other) => clash(shape, comparable(other, layer)));
  if (!second) return undefined;
  const shortcut = shortcutOf([first, second], ({ inputs }) => inputs);
  const refusal = message('layers.branches-do-not-fit', {
    error,
    layer: nameOf(layer),
    first: nameOf(first.sourceLayer),
    firstShape: extentsOf(first),
    second: nameOf(second.sourceLayer),
    secondShape: extentsOf(second),
    remedy:
      shapeRemedy(shape, comparable(second, layer), {
        sizes: sizesFor([first, second]),
        shortcut,
      }) ?? '',
  });
  return { refusal, branches: [first, second], shortcut };
}

/** The input of a layer that wants another number of axes, as TensorFlow.js words it. */
function beforeLayer(layer: Layer, input: SymbolicTensor, error: Error): Refusal | undefined {
  const [, expected, found] =
    /expected (?:min_)?ndim=(\d+), found ndim=(\d+)/.exec(error.message) ?? [];
  if (expected === undefined || found === undefined) return undefined;
  const values = {
    error: error.name,
    layer: nameOf(layer),
    input: nameOf(input.sourceLayer),
    shape: extentsOf(input),
  };
  const refusal =
    expected === '2' && Number(found) > 2
      ? message('layers.needs-flat-input', values)
      : message('layers.needs-axes', { ...values, axes: Number(expected) });
  return { refusal, branches: [] };
}

function clashAt(layer: Layer, inputs: unknown, error: Error): ShapeClash | undefined {
  const all: unknown[] = Array.isArray(inputs) ? inputs : [inputs];
  const branches = all.filter((input) => input instanceof SymbolicTensor);
  const [only, ...more] = branches;
  const refusal =
    only && more.length === 0
      ? beforeLayer(layer, only, error)
      : betweenBranches(layer, branches, error.name);
  return refusal && { ...refusal, layer, inputs: branches };
}

/** The clash behind an error of TensorFlow.js; `undefined` if shapes do not explain it. */
const clashes = new WeakMap<Error, ShapeClash | undefined>();

/** The shapes that did not fit, if an error was thrown for that while they were watched. */
export const shapeClashOf = (error: unknown): ShapeClash | undefined =>
  error instanceof Error ? clashes.get(error) : undefined;

/**
 * Until undone, notes for each shape error of a layer the layers that produce its inputs, both shapes, and a
 * way to make them fit. The innermost layer that threw an error explains it.
 */
export function watchShapeClashes(): () => void {
  const prototype = layers.Layer.prototype as Layer & { apply: Layer['apply'] };
  // Called with the layer as `this` below.
  const apply = prototype.apply;
  prototype.apply = function (this: Layer, inputs, kwargs) {
    try {
      return makingNetwork(() => apply.call(this, inputs, kwargs));
    } catch (error) {
      if (error instanceof Error && !clashes.has(error))
        clashes.set(error, clashAt(this, inputs, error));
      throw error;
    }
  };
  return () => {
    prototype.apply = apply;
  };
}
