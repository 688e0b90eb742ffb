import * as tf from '@tensorflow/tfjs-core';
import type { Affine } from '../../../shared/network/affine';
import type { Shape } from '../../../shared/network/network';
import type { Operation } from '../../../shared/network/operation';
import { bounded, boundKeeping, nonlinear } from '../../opGraph/operations/activations';
import {
  activate,
  concatenate,
  fillWith,
  lookUp,
  merge,
  normalize,
  pass,
  poolAll,
  resample,
  scaleBy,
  transform,
} from '../../opGraph/operations/makeOperation';

import type { Application } from './flatten';
import { inputShapes, inputTensors, multipliesUnseen, toList } from './framework';
import { sumOfProducts } from './sumOfProducts';
import { withoutZeroWeights } from './withoutZeroWeights';
import {
  additiveFactor,
  type LayerFunction,
  mixesOverTime,
  nearlyEqual,
  sample,
  unaryTraits,
  type UnaryTraits,
} from './numericTraits';

/** The facts of a layer that is not the framework's own. */
interface Custom {
  readonly layer: LayerFunction;
  /** Concrete shapes to try it on. */
  readonly shapes: number[][];
  readonly input: Shape;
  readonly output: Shape;
  readonly kernelEntries: number;
  /** It multiplies by weights that nobody has seen. */
  readonly multipliesUnseen: boolean;
  /** Tells whether it owns weights, which training changes; it may make them as it first runs. */
  readonly hasWeights: () => boolean;
}

const SMALL = 8;
/** Above this many entries a layer is first tried on smaller tensors of the same rank. */
const MANY = 1 << 16;

/** Batch 2 and the extents of the graph, or, if `small`, no extent but the last above 8. */
const concrete = (shape: Shape, small: boolean): number[] =>
  shape.map((extent, axis) => {
    if (axis === 0) return 2;
    const isLast = axis === shape.length - 1;
    return small && !isLast ? Math.min(extent ?? SMALL, SMALL) : (extent ?? SMALL);
  });

const spatial = (shape: Shape): number =>
  shape.slice(1, -1).reduce<number>((product, extent) => product * (extent ?? 1), 1);
const entries = (shape: Shape): number =>
  shape.slice(1).reduce<number>((product, extent) => product * (extent ?? 1), 1);

/** The queries times the keys, and the result times the values: 2·T²·d multiply-accumulates. */
function attentionProducts(shape: Shape): { readonly tensorProducts?: number } {
  const [, length, size] = shape;
  return length && size ? { tensorProducts: 2 * length * length * size } : {};
}

function customTransform(custom: Custom, mixes: boolean): Operation {
  const { kernelEntries, input, output, multipliesUnseen } = custom;
  const isKnown = kernelEntries > 0 || !multipliesUnseen;
  return transform({
    family: mixes ? 'attention' : 'custom',
    ...(isKnown && { kernelEntries }),
    ...(mixes && attentionProducts(input)),
    appliedPer: output.length >= 3 ? 'outputPosition' : 'sample',
    activation: nonlinear,
  });
}

function probedTransform(custom: Custom): Operation {
  const inputs = custom.shapes.map((shape, i) => sample(shape, i + 1));
  return customTransform(custom, mixesOverTime(custom.layer, inputs));
}

/** Layers that change the resolution or collapse it. */
function resampling({ input, output }: Custom, traits: UnaryTraits): Operation | undefined {
  const collapses = output.length < input.length && output.at(-1) === input.at(-1);
  if (collapses) return poolAll;
  if (output.length !== input.length || output.length < 3) return undefined;
  const [before, after] = [spatial(input), spatial(output)];
  if (after > before) return resample('up');
  if (after === before) return undefined;
  return traits.affine ? resample('down') : { type: 'pool', global: false };
}

const scaling = (by: Affine | undefined): Operation => (by ? scaleBy(by) : pass('scale'));
const filled = (value: number | undefined): Operation =>
  value === undefined ? lookUp(0) : fillWith(value);

function affineOperation({ input, output, hasWeights }: Custom, traits: UnaryTraits): Operation {
  const scale = scaling(hasWeights() ? undefined : traits.by);
  if (traits.offset && traits.fixesZero) return pass('none');
  if (traits.offset) return scale;
  if (!traits.fixesZero && traits.keepsUnitInterval) {
    return activate(boundKeeping);
  }
  const growth = entries(output) - entries(input);
  if (growth !== 0) return pass(growth > 0 ? 'pad' : 'slice');
  return output.length === input.length ? scale : pass('reshape');
}

function unaryOperation(custom: Custom): Operation {
  const traits = unaryTraits(custom.layer, custom.shapes[0] ?? []);
  if (traits.offset) return affineOperation(custom, traits);
  if (custom.kernelEntries > 0) return probedTransform(custom);
  if (traits.constant) return filled(custom.hasWeights() ? undefined : traits.value);
  const resampled = resampling(custom, traits);
  if (resampled) return resampled;
  if (traits.affine) return affineOperation(custom, traits);
  if (traits.bounded) return activate(bounded);
  if (traits.scaleInvariant) return normalize('other');
  return activate(nonlinear);
}

function additiveMerge(layer: LayerFunction, inputs: tf.Tensor[]): Operation | undefined {
  const factors = inputs.map((_, slot) => additiveFactor(layer, inputs, slot) ?? NaN);
  const all = (test: (factor: number) => boolean): boolean => factors.every(test);
  const near = (value: number) => (factor: number) => Math.abs(factor - value) < 1e-2;
  if (!all((factor) => Math.abs(factor) > 1e-6)) return undefined;
  if (all(near(1 / inputs.length))) return merge('average');
  const opposed = factors.length === 2 && factors.some(near(1)) && factors.some(near(-1));
  return merge(opposed ? 'subtract' : 'add');
}

function concatMerge(result: tf.Tensor, inputs: tf.Tensor[]): Operation | undefined {
  const [first] = inputs;
  if (!first || inputs.some(({ rank }) => rank !== first.rank)) return undefined;
  const joins = (axis: number): boolean => {
    const othersAgree = inputs.every(({ shape }) =>
      shape.every((extent, i) => i === axis || extent === first.shape[i]),
    );
    return othersAgree && nearlyEqual(result, tf.concat(inputs, axis));
  };
  const axis = first.shape.findIndex((_, i) => i > 0 && joins(i));
  return axis < 0 ? undefined : concatenate(axis, first.rank);
}

const pairwise = { multiply: tf.mul, maximum: tf.maximum, minimum: tf.minimum } as const;

function pairwiseMerge(result: tf.Tensor, [a, b, ...rest]: tf.Tensor[]): Operation | undefined {
  if (!a || !b || rest.length > 0) return undefined;
  const how = (['multiply', 'maximum', 'minimum'] as const).find((name) => {
    try {
      return nearlyEqual(result, pairwise[name](a, b));
    } catch {
      return false; // shapes that do not broadcast
    }
  });
  return how && merge(how);
}

function mergeOperation(custom: Custom): Operation {
  if (custom.kernelEntries > 0) return probedTransform(custom);
  const inputs = custom.shapes.map((shape, i) => sample(shape, i + 1));
  const result = custom.layer(inputs);
  return (
    concatMerge(result, inputs) ??
    additiveMerge(custom.layer, inputs) ??
    pairwiseMerge(result, inputs) ??
    sumOfProducts(custom.layer, custom.shapes) ??
    merge('other')
  );
}

/** The operation to assume for a layer that cannot be run on its own. */
function unprobed(custom: Custom): Operation {
  if (custom.kernelEntries > 0 || custom.multipliesUnseen) return customTransform(custom, false);
  return custom.shapes.length > 1 ? merge('unknown') : activate(nonlinear);
}

const asFunction =
  ({ layer }: Application): LayerFunction =>
  (inputs) => {
    const [first] = toList(layer.apply(inputs, { training: false }) as tf.Tensor | tf.Tensor[]);
    if (!first) throw new Error(`${layer.name} returned nothing`);
    return tf.cast(first, 'float32');
  };

/** `tf.tidy` for a result that holds no tensors. */
function tidied<T>(work: () => T): T {
  const results: T[] = [];
  tf.tidy(() => void results.push(work()));
  const [result] = results as [T];
  return result;
}

/** Tells whether a zero weight may explain the result: nothing passes, everything does, or the merge is unknown. */
const mayHideWay = (operation: Operation): boolean =>
  operation.type === 'source' ||
  (operation.type === 'passive' && operation.effect === 'none') ||
  (operation.type === 'merge' && operation.how === 'other');

/** Reads a layer with its weights as they are, then, if one of zero may hide a way, with others. */
function readOperation(layer: Application['layer'], read: () => Operation): Operation {
  const asItIs = read();
  return mayHideWay(asItIs) ? (withoutZeroWeights(layer, read) ?? asItIs) : asItIs;
}

/**
 * The operation of a layer of an unknown class, found by running it on small concrete tensors, never by its
 * name. No weight that starts at zero hides a way. Everything it allocates is freed; a layer that refuses to
 * run is opaque.
 */
export function customOperation(application: Application, kernelEntries: number): Operation {
  const shapes = inputShapes(application.call);
  const readsIntegers = inputTensors(application.call).every(({ dtype }) => dtype !== 'float32');
  if (readsIntegers) return lookUp(kernelEntries);
  const custom = (small: boolean): Custom => ({
    layer: asFunction(application),
    shapes: shapes.map((shape) => concrete(shape, small)),
    input: shapes[0] ?? [],
    output: application.outputShape[0] ?? [],
    kernelEntries,
    multipliesUnseen: multipliesUnseen(application.layer),
    hasWeights: () => application.layer.weights.length > 0,
  });
  const isLarge = shapes.some((shape) => entries(shape) > MANY);
  const decide = shapes.length > 1 ? mergeOperation : unaryOperation;
  for (const small of isLarge ? [true, false] : [false]) {
    try {
      return readOperation(application.layer, () => tidied(() => decide(custom(small))));
    } catch {
      // The layer may insist on its own extents: try those next.
    }
  }
  return unprobed(custom(false));
}
