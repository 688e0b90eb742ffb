import type { ModelDescription, TensorSpec } from '../model/modelDescription';
import type { BatchData, LossChoice, TensorData } from '../model/trainer';
import { type DataSource, roomFor, sizeOf } from './batch';
import { hash, normals, uniformFrom } from './random';
import { concreteShape } from './shapes';
import { classTarget, targetLike } from './targets';

/** Samples are drawn around this many prototypes at most, so that there is something to learn. */
const MOST_CLASSES = 10;

/** Variance 1, half of it from the class and half of it noise. */
const SHARE = Math.SQRT1_2;

/** A pattern that belongs to a class, with noise on top. */
function pattern(size: number, prototype: number, noise: number): Float32Array {
  const own = normals(size, prototype);
  const random = normals(size, noise);
  return own.map((value, i) => SHARE * (value + (random[i] ?? 0)));
}

/** Token ids, half of them those of the class. Id 0 is left out: it often stands for padding. */
function tokens(size: number, vocabulary: number, seeds: readonly [number, number]): Float32Array {
  const [own, random] = [uniformFrom(seeds[0]), uniformFrom(seeds[1])];
  const lowest = vocabulary > 1 ? 1 : 0;
  return Float32Array.from({ length: size }, () => {
    const typical = own();
    const value = random() < 0.5 ? typical : random();
    return lowest + Math.floor(value * (vocabulary - lowest));
  });
}

/** Number of different values for integer inputs of unknown meaning. */
const SMALL_VOCABULARY = 10;

function sampleOf(spec: TensorSpec, size: number, seeds: readonly [number, number]): Float32Array {
  const { dtype, vocabulary } = spec;
  if (vocabulary !== undefined) return tokens(size, vocabulary, seeds);
  if (dtype === 'int32') return tokens(size, SMALL_VOCABULARY, seeds);
  const values = pattern(size, ...seeds);
  return dtype === 'bool' ? values.map((value) => (value > 0 ? 1 : 0)) : values;
}

function inputData(
  spec: TensorSpec,
  shape: readonly number[],
  sampleSeeds: (sample: number) => readonly [number, number],
): TensorData {
  const size = sizeOf(shape.slice(1));
  const values = roomFor(shape);
  for (let sample = 0; sample < (shape[0] ?? 1); sample++) {
    values.set(sampleOf(spec, size, sampleSeeds(sample)), sample * size);
  }
  const { dtype } = spec;
  return { shape, dtype, values: dtype === 'float32' ? values : Int32Array.from(values) };
}

/** Size, seed and targets of a data source. */
export interface DataPlan {
  readonly batchSize: number;
  readonly seed: number;
  /** One per output: their forms are those of the targets. */
  readonly losses: readonly LossChoice[];
}

/** The classes of the samples for an output whose first extent may be another, such as the steps of a sequence. */
const repeatedTo = (count: number, classes: readonly number[]): number[] =>
  Array.from({ length: count }, (_, i) => classes[i % classes.length] ?? 0);

/**
 * Data that fits the model and can be learned: every sample belongs to a class, inputs scatter around
 * the pattern of their class, and targets are a function of the class or, if an output is as large
 * as an input, of the input at the same place. The same for the same seed and step.
 */
export function syntheticData(
  model: Pick<ModelDescription, 'inputs'>,
  { batchSize, seed, losses }: DataPlan,
): DataSource {
  const batch = (step: number): BatchData => {
    const draw = uniformFrom(hash(seed, step, 1));
    const classes = Array.from({ length: batchSize }, () => Math.floor(draw() * MOST_CLASSES));
    const inputs = model.inputs.map((spec, i) =>
      inputData(spec, concreteShape(spec, batchSize), (sample) => [
        hash(seed, i, classes[sample] ?? 0),
        hash(seed, step, i, sample, 2),
      ]),
    );
    return {
      inputs,
      target: (output, shape) => {
        const form = losses[output]?.form ?? 'values';
        const own = { classes: repeatedTo(shape[0] ?? 1, classes), seed: hash(seed, output) };
        return targetLike(shape, form, inputs) ?? classTarget(shape, form, own);
      },
    };
  };
  return { kind: 'synthetic', batchSize, batch };
}
