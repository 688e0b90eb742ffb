import * as tf from '@tensorflow/tfjs';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { parseCsv } from '../../../src/engine/data/csv';
import { parseNpy } from '../../../src/engine/data/npy';
import { inRoles, parseNpz } from '../../../src/engine/data/npz';
import { npyBytes, temporaryFile } from './npyFile';
import { convolution, mlp, refused } from './userFiles';
import { buildSeeded, layerOf, probeOf } from './probing';
import { testBackend } from '../../support/testBackend';

const L = tf.layers;
const text = (): tf.LayersModel =>
  tf.sequential({
    layers: [L.embedding({ inputDim: 7, outputDim: 2, inputLength: 4 }), L.flatten()],
  });
const countOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const array = (shape: number[], values?: number[], dtype?: string) =>
  npyBytes(
    shape,
    Float32Array.from(values ?? Array.from({ length: countOf(shape) }, (_, i) => Math.sin(i))),
    dtype,
  );
const file = (shape: number[], values?: number[], name = 'data.npy') =>
  temporaryFile(name, array(shape, values));
const csv = (content: string) => temporaryFile('data.csv', Buffer.from(content));

beforeAll(() => openBackend(testBackend));

describe('a .npy file', () => {
  it('is read in NumPy’s formats', () => {
    const floats = parseNpy('x', array([2, 3], [1, 2, 3, 4, 5, 6]));
    expect(floats).toMatchObject({ shape: [2, 3], dtype: 'float32' });
    expect([...floats.values]).toEqual([1, 2, 3, 4, 5, 6]);
    const header = npyBytes([3], new Float32Array(0), '|u1');
    const bytes = parseNpy('x', Buffer.concat([header, Buffer.from([7, 0, 255])]));
    expect(bytes.dtype).toBe('uint8');
    expect([...bytes.values]).toEqual([7, 0, 255]);
  });

  it('is refused where it is something else or broken', () => {
    const parse = (bytes: Buffer) => () => parseNpy('x.npy', bytes);
    expect(parse(Buffer.from('no'))).toThrow('x.npy is not a .npy file');
    expect(parse(array([4]).subarray(0, -1))).toThrow('ends before its last number');
    expect(parse(array([4]).subarray(0, 9))).toThrow('ends before its last number');
    expect(parse(array([1], [0], '<c8'))).toThrow('holds <c8 numbers');
  });

  it('trains the model with class numbers or one-hot targets alike', async () => {
    const inputs = file([6, 4]);
    const numbers = { inputs, targets: file([6], [0, 1, 2, 0, 1, 2]) };
    const oneHot = [0, 1, 2, 0, 1, 2].flatMap((label) => [0, 1, 2].map((c) => +(c === label)));
    const byNumber = await probeOf(mlp(), { data: numbers });
    const byVector = await probeOf(mlp(), { data: { inputs, targets: file([6, 3], oneHot) } });
    expect(byNumber.probe.data).toBe('file');
    expect(byNumber.probe.loss).toEqual(byVector.probe.loss);
    expect(layerOf(byNumber.probe, 'out')).toEqual(layerOf(byVector.probe, 'out'));
  });

  it('may be inputs alone, and a list of numbers may be a column', async () => {
    const inputs = file([6, 4]);
    const alone = await probeOf(mlp(), { data: { inputs } });
    expect(alone.probe.loss.values[0]![0]).toBeGreaterThan(0);
    const column = { inputs, targets: file([6], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) };
    const { probe } = await probeOf(mlp(1, 'linear'), { data: column });
    expect(probe.loss.values[0]![0]).toBeGreaterThan(0);
  });

  it('gives its rows in an order that the seed decides', async () => {
    const data = { inputs: file([40, 4]) };
    const lossOf = async (seed: number) =>
      (await probeOf(mlp(), { data, seed, optimizer: 'sgd' })).probe.loss.values[0]![0];
    expect(await lossOf(1)).toBe(await lossOf(1));
    expect(await lossOf(1)).not.toBe(await lossOf(2));
  });
});

describe('one sentence names both where data and model disagree', () => {
  it.each([
    [[6, 5], [6, 3], 'data.npy has shape [6, 5], but the model takes [?, 4]'],
    [[6, 4], [5, 3], 'data.npy has shape [6, 4], but data.npy has [5, 3]'],
    [[6, 4], [6, 7], 'data.npy has shape [6, 7], but the model predicts [?, 3]'],
    [[0, 4], [0, 3], 'data.npy has shape [0, 4], but a row is needed'],
  ])('shapes %j and %j', async (x, y, words) => {
    expect(await refused(mlp(3, 'linear'), file(x), file(y))).toBe(words);
  });

  it('types and ranges', async () => {
    expect(await refused(text, file([1, 4], [1, 2, 3, 0.5]))).toBe(
      'data.npy holds float32, 0.5 among them, but the model takes whole numbers below 7',
    );
    expect(await refused(text, file([1, 4], [1, 2, 3, 7]))).toBe(
      'data.npy holds float32, 7 among them, but the model takes whole numbers below 7',
    );
    expect(await refused(mlp(), file([2, 4]), file([2], [0, 3]))).toBe(
      'data.npy holds float32, 3 among them, but the model tells classes 0 to 2 apart',
    );
    expect(await refused(mlp(1, 'sigmoid'), file([2, 4]), file([2], [0, 5]))).toBe(
      'data.npy holds float32, 5 among them, but binaryCrossentropy takes 0 to 1',
    );
  });

  it('several inputs', async () => {
    const two = (): tf.LayersModel => {
      const inputs = [tf.input({ shape: [4], name: 'a' }), tf.input({ shape: [4], name: 'b' })];
      return tf.model({ inputs, outputs: L.add().apply(inputs) as tf.SymbolicTensor });
    };
    expect(await refused(two, file([6, 4]))).toBe(
      'the data hold inputs for 1, but the model takes 2: a [?, 4], b [?, 4]',
    );
    const both = zipSync({ 'a.npy': array([6, 4]), 'b.npy': array([6, 4]) });
    const { probe } = await probeOf(two, {
      data: { inputs: temporaryFile('both.npz', Buffer.from(both)) },
    });
    expect(probe.data).toBe('file');
  });

  it('at the place where the data were named, else at the model', async () => {
    const at = { file: '.skipscope.json', line: 4, column: 7 };
    const data = { inputs: file([6, 5]) };
    await expect(probeOf(mlp(), { data: { ...data, at } })).rejects.toMatchObject({ at });
    const { source } = buildSeeded(mlp(), 1);
    await expect(probeOf(mlp(), { data })).rejects.toMatchObject({ at: source });
  });

  it('files that are not there', async () => {
    expect(await refused(mlp(), '/nowhere/x.npy')).toBe('/nowhere/x.npy cannot be read');
  });
});

describe('a .npz archive', () => {
  const roles = (files: Record<string, Buffer>) => {
    const arrays = parseNpz('d.npz', Buffer.from(zipSync(files)));
    const { inputs, targets } = inRoles('d.npz', arrays, buildSeeded(mlp(), 1));
    return [inputs, targets].map((some) => some.map(({ label }) => label.slice('d.npz › '.length)));
  };

  it.each([
    [
      ['x', 'y'],
      [['x'], ['y']],
    ],
    [
      ['y_train', 'x_train', 'x_test', 'y_test'],
      [['x_train'], ['y_train']],
    ],
    [
      ['arr_0', 'arr_1'],
      [['arr_0'], ['arr_1']],
    ],
    [
      ['images', 'labels'],
      [['images'], ['labels']],
    ],
    [
      ['out', 'dense_input'],
      [['dense_input'], ['out']],
    ],
    [['whatever'], [['whatever'], []]],
  ])('tells inputs and targets apart by name: %j', (names, expected) => {
    const files = Object.fromEntries(names.map((name) => [`${name}.npy`, array([6, 4])]));
    const input = buildSeeded(mlp(), 1).inputs[0]!.layer;
    const renamed = Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name.replace('dense_input', input), bytes]),
    );
    const wanted = expected.map((some) => some.map((one) => one.replace('dense_input', input)));
    if (names[0] === 'out') expect(input).not.toBe('');
    expect(roles(names[0] === 'out' ? renamed : files)).toEqual(wanted);
  });

  it('lists its arrays where their names tell nothing', () => {
    const files = { 'a.npy': array([1]), 'b.npy': array([1]) };
    expect(() => roles(files)).toThrow(/d\.npz holds a, b; call them x and y, or .*: .*, out$/);
    expect(() => parseNpz('d.npz', Buffer.from('no'))).toThrow('d.npz is not a .npz file');
  });

  it('trains the model', async () => {
    const bytes = zipSync({ 'x.npy': array([6, 4]), 'y.npy': array([6], [0, 1, 2, 0, 1, 2]) });
    const place = temporaryFile('d.npz', Buffer.from(bytes));
    const { probe } = await probeOf(mlp(), { data: { inputs: place } });
    const apart = await probeOf(mlp(), {
      data: { inputs: file([6, 4]), targets: file([6], [0, 1, 2, 0, 1, 2]) },
    });
    expect(probe.loss).toEqual(apart.probe.loss);
  });
});

describe('a CSV file', () => {
  const iris = 'a,b,c,d,species\n1,2,3,4,setosa\n4,3,2,1,virginica\n5,5,5,5,setosa\n';

  it('trains on the named column, else on the last; texts are classes', async () => {
    const { inputs, targets } = await parseCsv('d', iris, true);
    expect(inputs[0]).toMatchObject({ shape: [3, 4] });
    expect([...inputs[0]!.values]).toEqual([1, 2, 3, 4, 4, 3, 2, 1, 5, 5, 5, 5]);
    expect([...targets[0]!.values]).toEqual([0, 1, 0]);
    const first = await parseCsv('d', 'label,b\n7,"2"\r\n8,4\n', true);
    expect([...first.targets[0]!.values]).toEqual([7, 8]);
    const nameless = await parseCsv('d', '1,2\n3,4', true);
    expect([...nameless.targets[0]!.values]).toEqual([2, 4]);
    expect((await parseCsv('d', '1,2\n3,4', false)).inputs[0]!.shape).toEqual([2, 2]);
    expect((await probeOf(mlp(2), { data: { inputs: csv(iris) } })).probe.data).toBe('file');
  });

  it('takes the shape of an input of its size', async () => {
    const row = Array.from({ length: 8 * 8 }, (_, i) => i).join(',');
    const inputs = csv(`${row},0\n${row},1\n`);
    const { probe } = await probeOf(convolution([8, 8, 1]), { data: { inputs } });
    expect(probe.loss.values[0]![0]).toBeGreaterThan(0);
  });

  it('is refused at the cell that is no number, or with its shape', async () => {
    expect(await refused(mlp(2), csv('a,b,c,d,y\n1,2,x,4,0\n'))).toBe(
      'data.csv holds "x" in column c; a number must be there',
    );
    expect(await refused(mlp(2), csv('1,2,3,0\n1,2,3,1\n'))).toBe(
      'data.csv has shape [2, 3], but the model takes [?, 4]',
    );
    expect(await refused(mlp(2), csv('1,2\n3\n'))).toMatch(/^data\.csv is not a table: /);
  });
});
