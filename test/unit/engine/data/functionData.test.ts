import { describe, expect, it } from 'vitest';
import { GivenTensor, readResult } from '../../../../src/engine/data/functionData';
import { refusedBy } from '../../../support/userFiles';
import { mlp, twoInputs } from './models';

const tensor = (shape: number[], dtype = 'float32') =>
  new GivenTensor(shape, dtype, new Float32Array(shape.reduce((a, b) => a * b, 1)));
const shapes = (given: unknown, model = mlp()) => {
  const { inputs, targets } = readResult('f', given, model);
  return [inputs, targets].map((some) => some.map(({ shape }) => shape));
};

describe('the result of a function that gives data', () => {
  it('is a pair or has xs and ys; the targets may lack', () => {
    const [xs, ys] = [tensor([2, 4]), tensor([2, 3])];
    expect(shapes([xs, ys])).toEqual([[[2, 4]], [[2, 3]]]);
    expect(shapes({ xs, ys })).toEqual([[[2, 4]], [[2, 3]]]);
    expect(shapes({ xs })).toEqual([[[2, 4]], []]);
  });

  it('has several tensors in a list, or by the names of the layers', () => {
    const [a, b] = [tensor([2, 4]), tensor([3, 4])];
    const expected = [
      [
        [2, 4],
        [3, 4],
      ],
      [],
    ];
    expect(shapes({ xs: [a, b] }, twoInputs())).toEqual(expected);
    expect(shapes({ xs: { b, a } }, twoInputs())).toEqual(expected);
  });

  it('may hold numbers in lists and typed arrays', () => {
    expect(
      shapes({
        xs: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        ys: new Float32Array(3),
      }),
    ).toEqual([[[3, 2]], [[3]]]);
    const { inputs } = readResult('f', { xs: [Int32Array.of(1, 2), [true, 4]] }, mlp());
    expect(inputs[0]).toMatchObject({ shape: [2, 2], contents: { dtype: 'int32' } });
    expect([...inputs[0]!.values]).toEqual([1, 2, 1, 4]);
    const truths = readResult('f', { xs: [[true, false]] }, mlp()).inputs[0]!;
    expect(truths.contents).toEqual({ of: 'numbers', dtype: 'bool' });
    expect([...truths.values]).toEqual([1, 0]);
  });

  it.each([
    [{}, 'f must return { xs, ys } or [xs, ys], as model.fit takes them'],
    [undefined, 'f must return { xs, ys } or [xs, ys], as model.fit takes them'],
    [{ xs: undefined }, 'f › xs is neither a tensor nor numbers in lists'],
    [{ xs: [[1, 2], [3]] }, 'f › xs is neither a tensor nor numbers in lists'],
    [{ xs: [1, [2]] }, 'f › xs is neither a tensor nor numbers in lists'],
    [{ xs: new Float64Array(2) }, 'f › xs is neither a tensor nor numbers in lists'],
    [{ xs: ['a'] }, 'f › xs holds string, which the probe cannot read as numbers'],
    [
      { xs: new GivenTensor([1], 'complex64') },
      'f › xs holds complex64, which the probe cannot read as numbers',
    ],
  ])('is refused with the reason (case %#)', (given, words) => {
    expect(refusedBy(() => readResult('f', given, mlp()))).toBe(words);
  });
});
