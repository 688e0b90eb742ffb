import * as l10n from '@vscode/l10n';
import type * as tfl from '@tensorflow/tfjs-layers';
import { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { disagree } from '../../../shared/network/shapes';
import { sentenceOf } from '../../../shared/words/sentence';
import { shapeRemedy } from '../../../shared/words/shapeRemedy';
import type { Shape } from '../../../shared/network/network';

type Layer = tfl.layers.Layer;

const shown = (shape: Shape): string => `[${shape.map((extent) => extent ?? '?').join(', ')}]`;

const asText = ({ sourceLayer, shape }: SymbolicTensor): string =>
  `${sourceLayer.name} gives ${shown(shape)}`;

/** Joined along their axis, extents there need not agree. */
function comparable({ shape }: SymbolicTensor, layer: Layer): Shape {
  const axis = 'axis' in layer && typeof layer.axis === 'number' ? layer.axis : undefined;
  if (layer.getClassName() !== 'Concatenate' || axis === undefined) return shape;
  const joined = axis < 0 ? axis + shape.length : axis;
  return shape.map((extent, at) => (at === joined ? null : extent));
}

const clash = (a: Shape, b: Shape): boolean =>
  a.length !== b.length || a.some((extent, axis) => disagree(extent, b[axis]));

/** Why a layer refuses its inputs, and those of them that do not fit each other. */
interface Explanation {
  readonly why: string;
  readonly branches?: readonly SymbolicTensor[];
}

/** The first branch, and the first other that does not fit it. */
function betweenBranches(
  layer: Layer,
  branches: readonly SymbolicTensor[],
): Explanation | undefined {
  const [first, ...others] = branches;
  if (!first) return undefined;
  const a = comparable(first, layer);
  const other = others.find((one) => clash(a, comparable(one, layer)));
  if (!other) return undefined;
  const remedy = shapeRemedy(a, comparable(other, layer));
  const why = l10n.t(
    '{0} takes branches that do not fit: {1}, {2}. {3}',
    layer.name,
    asText(first),
    asText(other),
    remedy ? sentenceOf(remedy) : '',
  );
  return { why, branches: [first, other] };
}

/** What comes before a layer that wants another number of axes. */
function beforeLayer(layer: Layer, input: SymbolicTensor, message: string): string | undefined {
  const [, expected, found] = /expected (?:min_)?ndim=(\d+), found ndim=(\d+)/.exec(message) ?? [];
  if (expected === undefined || found === undefined) return undefined;
  const remedy =
    expected === '2' && Number(found) > 2
      ? l10n.t('Put a flatten or global pooling layer before it.')
      : l10n.t('Reshape its input to {0} axes, the batch among them.', expected);
  return l10n.t(
    '{0} cannot take what comes before it: {1}. {2}',
    layer.name,
    asText(input),
    remedy,
  );
}

function explanation(layer: Layer, inputs: unknown, error: Error): Explanation | undefined {
  const all: unknown[] = Array.isArray(inputs) ? inputs : [inputs];
  const branches = all.filter((one) => one instanceof SymbolicTensor);
  const [only, ...more] = branches;
  if (only && more.length === 0) {
    const why = beforeLayer(layer, only, error.message);
    return why === undefined ? undefined : { why };
  }
  return betweenBranches(layer, branches);
}

const clashing = new WeakMap<Error, readonly SymbolicTensor[]>();

/** The two inputs that did not fit each other, where an error was thrown for that. */
export const clashingBranches = (error: unknown): readonly SymbolicTensor[] =>
  (error instanceof Error && clashing.get(error)) || [];

/**
 * Until undone, what TensorFlow.js throws where a layer refuses the shapes of its inputs names the layers
 * that give them, both shapes, and what would make them fit.
 */
export function nameShapeClashes(): () => void {
  const explained = new WeakSet<Error>();
  const prototype = layers.Layer.prototype as Layer & { apply: Layer['apply'] };
  // Called with the layer as `this` below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const apply = prototype.apply;
  prototype.apply = function (this: Layer, inputs, kwargs) {
    try {
      return apply.call(this, inputs, kwargs);
    } catch (error) {
      if (error instanceof Error && !explained.has(error)) {
        explained.add(error);
        const found = explanation(this, inputs, error);
        if (found) error.message = found.why;
        if (found?.branches) clashing.set(error, found.branches);
      }
      throw error;
    }
  };
  return () => {
    prototype.apply = apply;
  };
}
