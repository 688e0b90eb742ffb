import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileData } from '../../../../src/engine/data/fileData';
import type { NumberArray } from '../../../../src/engine/data/numberArray';
import type { TargetForm } from '../../../../src/engine/model/trainer';
import { temporaryFile } from '../../../support/npyFile';
import { npyArray, npyFile, refused } from '../../../support/userFiles';
import { fakeProbe } from '../probe/probing';
import { mlp, probeWith, refusedFor, text, twoInputs } from './models';

const numbers = (shape: number[], values: number[]): NumberArray => ({
  label: 'x',
  shape,
  contents: { of: 'numbers', dtype: 'float32' },
  values: Float32Array.from(values),
});
const counted = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const losses = (form: TargetForm) => [{ name: 'loss', form, isCompiled: false }];

/** The targets of the first batch of two rows, and the shape of the prediction that they are for. */
function targetOf(form: TargetForm, targets: NumberArray[], prediction: number[]) {
  const model = mlp(prediction.at(-1));
  const inputs = [numbers([2, 4], counted(8))];
  const plan = { batchSize: 2, seed: 1, losses: losses(form) };
  return fileData(model, { inputs, targets }, plan).batch(0).target(0, prediction);
}

describe('rows of the user’s data', () => {
  it('come in an order that the seed decides, and start over where they end', () => {
    const inputs = [numbers([5, 4], counted(20))];
    const firsts = (seed: number, steps: number) => {
      const plan = { batchSize: 2, seed, losses: losses('values') };
      const data = fileData(mlp(), { inputs, targets: [] }, plan);
      return counted(steps).flatMap((step) => {
        const { values } = data.batch(step).inputs[0]!;
        return [values[0]! / 4, values[4]! / 4];
      });
    };
    expect(firsts(1, 5).slice(0, 5).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(firsts(1, 5).slice(5)).toEqual(firsts(1, 5).slice(0, 5));
    expect(firsts(1, 3)).toEqual(firsts(1, 3));
    expect(firsts(1, 3)).not.toEqual(firsts(2, 3));
  });

  it('come as they are where one batch takes them all', () => {
    const plan = { batchSize: 3, seed: 1, losses: losses('values') };
    const inputs = [numbers([2, 4], counted(8))];
    const [rows] = fileData(mlp(), { inputs, targets: [] }, plan).batch(0).inputs;
    expect(rows).toEqual({
      ...{ shape: [3, 4], dtype: 'float32' },
      values: Float32Array.from([...counted(8), 0, 1, 2, 3]),
    });
  });

  it('are whole numbers where the model takes such', () => {
    const plan = { batchSize: 1, seed: 1, losses: losses('values') };
    const inputs = [numbers([1, 4], [0, 2, 1, 0])];
    const rowsAs = (dtype: 'int32' | 'bool') => {
      const model = mlp();
      const typed = { ...model, inputs: model.inputs.map((each) => ({ ...each, dtype })) };
      return fileData(typed, { inputs, targets: [] }, plan).batch(0).inputs[0]!.values;
    };
    expect(rowsAs('int32')).toEqual(Int32Array.from([0, 2, 1, 0]));
    expect(rowsAs('bool')).toEqual(Int32Array.from([0, 1, 1, 0]));
  });
});

describe('the user’s targets', () => {
  it('are the same as class numbers and as one-hot rows', () => {
    const expected = { shape: [2, 3], values: Float32Array.from([0, 1, 0, 0, 0, 1]) };
    const byNumber = targetOf('oneHot', [numbers([2], [1, 2])], [2, 3]);
    expect(byNumber).toMatchObject(expected);
    const byRow = targetOf('oneHot', [numbers([2, 3], [0, 1, 0, 0, 0, 1])], [2, 3]);
    expect(byRow).toMatchObject(expected);
    const labels = targetOf('labels', [numbers([2], [1, 2])], [2, 3]);
    expect(labels).toMatchObject({ shape: [2, 1], values: Float32Array.from([1, 2]) });
  });

  it('may be a list where the model predicts a column', () => {
    const column = targetOf('values', [numbers([2], [0.5, 2])], [2, 1]);
    expect(column).toMatchObject({ shape: [2, 1], values: Float32Array.from([0.5, 2]) });
  });

  it('are classes of the rows where there are none', () => {
    const made = targetOf('oneHot', [], [2, 3]);
    expect(made.shape).toEqual([2, 3]);
    expect([...made.values].filter((value) => value === 1)).toHaveLength(2);
    expect(made).toEqual(targetOf('oneHot', [], [2, 3]));
  });
});

describe('one sentence names both where data and model disagree', () => {
  it.each([
    [[6, 5], [6, 3], 'data.npy has shape [6, 5], but the model takes [?, 4]'],
    [[6, 4], [5, 3], 'data.npy has shape [6, 4], but data.npy has [5, 3]'],
    [[6, 4], [6, 7], 'data.npy has shape [6, 7], but the model predicts [?, 3]'],
    [[0, 4], [0, 3], 'data.npy has shape [0, 4], but at least one row is needed'],
  ])('shapes %j and %j', async (x, y, words) => {
    expect(await refusedFor(mlp(3, 'linear'), npyFile(x), npyFile(y))).toBe(words);
  });

  it('types and ranges', async () => {
    expect(await refusedFor(text(), npyFile([1, 4], [1, 2, 3, 0.5]))).toBe(
      'data.npy holds float32, 0.5 among them, but the model takes whole numbers below 7',
    );
    expect(await refusedFor(text(), npyFile([1, 4], [1, 2, 3, 7]))).toBe(
      'data.npy holds float32, 7 among them, but the model takes whole numbers below 7',
    );
    const whole = mlp();
    const inputs = whole.inputs.map((each) => ({ ...each, dtype: 'int32' as const }));
    expect(await refusedFor({ ...whole, inputs }, npyFile([1, 4], [1, 2, 3, NaN]))).toBe(
      'data.npy holds float32, NaN among them, but the model takes whole numbers',
    );
    expect(await refusedFor(mlp(), npyFile([2, 4]), npyFile([2], [0, 3]))).toBe(
      'data.npy holds float32, 3 among them, but the model distinguishes classes 0 to 2',
    );
    expect(await refusedFor(mlp(1, 'sigmoid'), npyFile([2, 4]), npyFile([2], [0, 5]))).toBe(
      'data.npy holds float32, 5 among them, but binaryCrossentropy takes 0 to 1',
    );
  });

  it('several inputs, or targets for other outputs', async () => {
    expect(await refusedFor(twoInputs(), npyFile([6, 4]))).toBe(
      'the data hold inputs for 1, but the model takes 2: a [?, 4], b [?, 4]',
    );
    const both = zipSync({ 'a.npy': npyArray([6, 4]), 'b.npy': npyArray([6, 4]) });
    const place = temporaryFile('both.npz', Buffer.from(both));
    expect((await probeWith(twoInputs(), place)).probe.data).toBe('file');
    expect(await refusedFor(mlp(), npyFile([6, 4]), place)).toBe(
      'the data hold targets for 2, but the model predicts 1: dense1 [?, 3]',
    );
  });

  it('at the place where the data were named, else at the model', async () => {
    const at = { file: '.skipscope.json', line: 4, column: 7 };
    const data = { inputs: npyFile([6, 5]) };
    const model = mlp();
    const probe = (place: object) =>
      fakeProbe(model.graph, { more: model, options: { data: { ...data, ...place } } });
    await expect(probe({ at })).rejects.toMatchObject({ at });
    await expect(probe({})).rejects.toMatchObject({ at: model.source });
    expect(await refused(probe({}))).toMatch(/^data\.npy has shape/);
  });

  it('files that are not there', async () => {
    await expect(probeWith(mlp(), '/nowhere/x.npy')).rejects.toMatchObject({
      code: 'unusable-data',
      detail: { code: 'files.missing', values: { file: '/nowhere/x.npy' } },
    });
  });
});

describe('targets by what their loss takes', () => {
  const column = (values: number[]) => numbers([2, 1], values);

  it('are counts of any size for a loss on counts', () => {
    expect([...targetOf('counts', [column([0, 7])], [2, 1]).values]).toEqual([0, 7]);
    expect(() => targetOf('counts', [column([0, -1])], [2, 1])).toThrow('data.target-below-0');
  });

  it('are any numbers for a sigmoid whose loss is not on probabilities', () => {
    expect([...targetOf('sigmoidValues', [column([-2, 7])], [2, 1]).values]).toEqual([-2, 7]);
    expect(() => targetOf('binary', [column([0, 7])], [2, 1])).toThrow('data.target-outside');
  });
});
