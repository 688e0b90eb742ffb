import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../../../src/engine/data/npy';
import { inRoles, parseNpz } from '../../../../src/engine/data/npz';
import { npyBytes, temporaryFile } from '../../../support/npyFile';
import { npyArray, npyFile, refusedBy } from '../../../support/userFiles';
import { mlp, probeWith } from './models';

describe('a .npy file', () => {
  it('is read in NumPy’s formats', () => {
    const floats = parseNpy('x', npyArray([2, 3], [1, 2, 3, 4, 5, 6]));
    expect(floats).toMatchObject({ shape: [2, 3], contents: { dtype: 'float32' } });
    expect([...floats.values]).toEqual([1, 2, 3, 4, 5, 6]);
    const header = npyBytes([3], new Float32Array(0), '|u1');
    const bytes = parseNpy('x', Buffer.concat([header, Buffer.from([7, 0, 255])]));
    expect(bytes.contents).toEqual({ of: 'numbers', dtype: 'uint8' });
    expect([...bytes.values]).toEqual([7, 0, 255]);
  });

  it('is refused where it is something else or broken', () => {
    const why = (bytes: Buffer) => refusedBy(() => parseNpy('x.npy', bytes));
    expect(why(Buffer.from('no'))).toBe('x.npy is not a .npy file');
    expect(why(npyArray([4]).subarray(0, -1))).toBe('x.npy ends before its last number');
    expect(why(npyArray([4]).subarray(0, 9))).toBe('x.npy ends before its last number');
    expect(why(npyArray([1], [0], '<c8'))).toBe(
      'x.npy holds <c8 numbers, which the probe cannot read',
    );
    const columns = npyArray([1]).toString('latin1').replace('False', 'True ');
    expect(why(Buffer.from(columns, 'latin1'))).toBe(
      'x.npy is in column-major order; save it in C order',
    );
    const nameless = npyArray([1]).toString('latin1').replace("'descr'", "'other'");
    expect(why(Buffer.from(nameless, 'latin1'))).toBe('x.npy holds no numbers');
  });
});

describe('a .npz archive', () => {
  const roles = (files: Record<string, Buffer>) => {
    const arrays = parseNpz('d.npz', Buffer.from(zipSync(files)));
    const { inputs, targets } = inRoles('d.npz', arrays, mlp());
    return [inputs, targets].map((some) => some.map(({ label }) => label.slice('d.npz › '.length)));
  };
  const named = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [`${name}.npy`, npyArray([6, 4])]));

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
      ['dense1', 'input1'],
      [['input1'], ['dense1']],
    ],
    [['whatever'], [['whatever'], []]],
  ])('tells inputs and targets apart by name: %j', (names, expected) => {
    expect(roles(named(...names))).toEqual(expected);
  });

  it('lists its arrays where their names tell nothing', () => {
    expect(refusedBy(() => roles(named('a', 'b')))).toBe(
      'd.npz holds a, b; name them x and y, or as the model does: input1, dense1',
    );
    expect(refusedBy(() => parseNpz('d.npz', Buffer.from('no')))).toBe('d.npz is not a .npz file');
  });

  it('gives the same batches as two files', async () => {
    const labels = [0, 1, 2, 0, 1, 2];
    const bytes = zipSync({ 'x.npy': npyArray([6, 4]), 'y.npy': npyArray([6], labels) });
    const together = await probeWith(mlp(), temporaryFile('d.npz', Buffer.from(bytes)));
    const apart = await probeWith(mlp(), npyFile([6, 4]), npyFile([6], labels));
    const [one, other] = [together, apart].map(({ model }) => model.steps[0]!.batch);
    expect(one!.inputs).toEqual(other!.inputs);
    expect(one!.target(0, [4, 3])).toEqual(other!.target(0, [4, 3]));
  });
});
