import { describe, expect, it } from 'vitest';
import { normals, randomSequence, uniformFrom } from '../../../../src/engine/data/random';
import { syntheticData } from '../../../../src/engine/data/synthetic';
import type { ModelDescription } from '../../../../src/engine/model/modelDescription';
import type { TargetForm, TensorData } from '../../../../src/engine/model/trainer';
import { convolution, mlp, text } from './models';

describe('random numbers', () => {
  it('have the mean and the variance that they claim, and repeat for a seed', () => {
    const values = normals(20_001, 5);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + b * b, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    expect(normals(9, 5)).toEqual(values.slice(0, 9));
    const uniform = uniformFrom(5);
    const drawn = Array.from({ length: 1000 }, () => uniform());
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(990);
  });

  it('go on from a mark as they did before', () => {
    const { next, mark } = randomSequence(3);
    next();
    const rewind = mark();
    const drawn = [next(), next()];
    rewind();
    expect([next(), next()]).toEqual(drawn);
  });
});

const numbers = ({ values }: TensorData): number[] => [...values];

describe('synthetic data', () => {
  it.each([
    ['labels', [5, 4, 1]],
    ['values', [5, 4, 3]],
  ] as const)('fit an output that is not as long as the batch: %s', (form, shape) => {
    const losses = [{ name: 'any', form, isCompiled: false }];
    const batch = syntheticData(mlp(), { batchSize: 2, seed: 1, losses }).batch(0);
    const target = batch.target(0, [5, 4, 3]);
    expect(target.shape).toEqual(shape);
    expect(target.values).toHaveLength(
      shape.reduce<number>((product, extent) => product * extent, 1),
    );
  });

  const batchOf = (
    model: Pick<ModelDescription, 'inputs'>,
    asked: { readonly step?: number; readonly seed?: number; readonly form?: TargetForm } = {},
  ) => {
    const { step = 0, seed = 1, form = 'values' } = asked;
    const losses = [{ name: 'any', form, isCompiled: false }];
    return syntheticData(model, { batchSize: 8, seed, losses }).batch(step);
  };

  it('fits the inputs, has variance 1, repeats for a seed and step, and differs otherwise', () => {
    const at = (step: number, seed = 1) =>
      batchOf(convolution([12, 12, 3]), { step, seed }).inputs[0]!;
    expect(at(0).shape).toEqual([8, 12, 12, 3]);
    const values = numbers(at(0));
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(Math.abs(variance - 1)).toBeLessThan(0.2);
    expect(numbers(at(0))).toEqual(values);
    expect(numbers(at(1))).not.toEqual(values);
    expect(numbers(at(0, 2))).not.toEqual(values);
  });

  it('chooses a size where the model leaves it open', () => {
    expect(batchOf(convolution([null, null, 1])).inputs[0]!.shape).toEqual([8, 32, 32, 1]);
  });

  it('draws tokens from the vocabulary', () => {
    const model = text();
    const wide = model.inputs.map((each) => ({ ...each, shape: [null, 50] }));
    const tokens = numbers(batchOf({ inputs: wide }).inputs[0]!);
    expect(new Set(tokens)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('draws whole numbers and truths where the model takes such', () => {
    const typed = (dtype: 'int32' | 'bool') => {
      const { inputs } = mlp();
      return batchOf({ inputs: inputs.map((each) => ({ ...each, dtype })) }).inputs[0]!;
    };
    expect(numbers(typed('int32')).every((value) => Number.isInteger(value) && value < 10)).toBe(
      true,
    );
    expect(new Set(numbers(typed('bool')))).toEqual(new Set([0, 1]));
    expect(typed('bool').values).toBeInstanceOf(Int32Array);
  });

  const target = (form: TargetForm, shape: number[]) => batchOf(mlp(), { form }).target(0, shape);

  it('has targets in the form that each loss takes', () => {
    const oneHot = target('oneHot', [8, 5]);
    expect(oneHot.shape).toEqual([8, 5]);
    const rows = Array.from({ length: 8 }, (_, i) => numbers(oneHot).slice(i * 5, i * 5 + 5));
    expect(rows.map((row) => row.reduce((a, b) => a + b))).toEqual(Array(8).fill(1));
    const labels = target('labels', [8, 6, 5]);
    expect(labels.shape).toEqual([8, 6, 1]);
    expect(numbers(labels).every((label) => Number.isInteger(label) && label < 5)).toBe(true);
    expect(new Set(numbers(target('binary', [8, 40])))).toEqual(new Set([0, 1]));
    expect(new Set(numbers(target('signs', [8, 40])))).toEqual(new Set([-1, 1]));
    expect(new Set(numbers(target('values', [8, 3]))).size).toBeGreaterThan(3);
  });

  it('makes the mask of an image a function of the image', () => {
    const batch = batchOf(convolution([8, 8, 1]), { form: 'binary' });
    const mask = batch.target(0, [8, 8, 8, 1]);
    expect(numbers(mask)).toEqual(numbers(batch.inputs[0]!).map((value) => (value > 0 ? 1 : 0)));
  });

  it('makes the classes of an image’s places equal slices of its brightness', () => {
    const batch = batchOf(convolution([8, 8, 1]), { form: 'labels' });
    const labels = numbers(batch.target(0, [8, 8, 8, 4]));
    const ranked = numbers(batch.inputs[0]!)
      .map((value, i) => ({ value, label: labels[i]! }))
      .sort((a, b) => a.value - b.value);
    expect(ranked.map(({ label }) => label)).toEqual([...labels].sort());
    expect(new Set(labels)).toEqual(new Set([0, 1, 2, 3]));
  });
});
