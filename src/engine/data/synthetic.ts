import * as tf from '@tensorflow/tfjs-core';
import type { BuiltModel, TensorSpec } from '../tfjs/builtModel';
import { type Batch, type DataSource, sizeOf } from './batch';
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

/** Integers without a known meaning stay small. */
const SMALL_VOCABULARY = 10;

function sampleOf(spec: TensorSpec, size: number, seeds: readonly [number, number]): Float32Array {
  const { dtype, vocabulary } = spec;
  if (vocabulary !== undefined) return tokens(size, vocabulary, seeds);
  if (dtype === 'int32') return tokens(size, SMALL_VOCABULARY, seeds);
  const values = pattern(size, ...seeds);
  return dtype === 'bool' ? values.map((value) => (value > 0 ? 1 : 0)) : values;
}

function inputTensor(
  spec: TensorSpec,
  shape: number[],
  sampleSeeds: (sample: number) => readonly [number, number],
): tf.Tensor {
  const size = sizeOf(shape.slice(1));
  const values = new Float32Array(sizeOf(shape));
  for (let sample = 0; sample < (shape[0] ?? 1); sample++) {
    values.set(sampleOf(spec, size, sampleSeeds(sample)), sample * size);
  }
  return spec.dtype === 'float32'
    ? tf.tensor(values, shape)
    : tf.tensor(Int32Array.from(values), shape, spec.dtype);
}

/**
 * Data that fits the model and can be learned: every sample belongs to a class, inputs scatter around
 * the pattern of their class, and targets are a function of the class or, where an output is as large
 * as an input, of the input at the same place. The same for the same seed and step.
 */
export function syntheticData(model: BuiltModel, batchSize: number, seed: number): DataSource {
  const batch = (step: number): Batch => {
    const draw = uniformFrom(hash(seed, step, 1));
    const classes = Array.from({ length: batchSize }, () => Math.floor(draw() * MOST_CLASSES));
    const inputs = model.inputs.map((spec, i) =>
      inputTensor(spec, concreteShape(spec, batchSize), (sample) => [
        hash(seed, i, classes[sample] ?? 0),
        hash(seed, step, i, sample, 2),
      ]),
    );
    const floats = inputs.filter(({ dtype }) => dtype === 'float32');
    return {
      inputs,
      target: (output, prediction, { form }) =>
        targetLike(prediction, form, floats) ??
        classTarget(prediction, form, { classes, seed: hash(seed, output) }),
    };
  };
  return { kind: 'synthetic', batchSize, batch };
}
