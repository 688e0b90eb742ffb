import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../../src/engine/data/csv';
import { csvFile } from '../../../support/userFiles';
import { convolution, mlp, probeWith, refusedFor } from './models';

const iris = 'a,b,c,d,species\n1,2,3,4,setosa\n4,3,2,1,virginica\n5,5,5,5,setosa\n';

describe('a CSV file', () => {
  it('has its targets in the named column, else in the last; texts are classes', async () => {
    const { inputs, targets } = await parseCsv('d', iris, true);
    expect(inputs[0]).toMatchObject({ shape: [3, 4] });
    expect([...inputs[0]!.values]).toEqual([1, 2, 3, 4, 4, 3, 2, 1, 5, 5, 5, 5]);
    expect([...targets[0]!.values]).toEqual([0, 1, 0]);
    const first = await parseCsv('d', 'label,b\n7,"2"\r\n8,4\n', true);
    expect([...first.targets[0]!.values]).toEqual([7, 8]);
    const nameless = await parseCsv('d', '1,2\n3,4', true);
    expect([...nameless.targets[0]!.values]).toEqual([2, 4]);
    expect((await parseCsv('d', '1,2\n3,4', false)).inputs[0]!.shape).toEqual([2, 2]);
    expect((await probeWith(mlp(2), csvFile(iris))).probe.data).toBe('file');
  });

  it('takes the shape of an input of its size', async () => {
    const row = Array.from({ length: 8 * 8 }, (_, i) => i).join(',');
    const { model } = await probeWith(convolution([8, 8, 1]), csvFile(`${row},0\n${row},1\n`));
    expect(model.steps[0]!.batch.inputs[0]!.shape).toEqual([4, 8, 8, 1]);
  });

  it('is refused at the cell that is no number, or with its shape', async () => {
    expect(await refusedFor(mlp(2), csvFile('a,b,c,d,y\n1,2,x,4,0\n'))).toBe(
      'data.csv holds "x" in column c; a number must be there',
    );
    expect(await refusedFor(mlp(2), csvFile('1,2,3,0\n1,2,3,1\n'))).toBe(
      'data.csv has shape [2, 3], but the model takes [?, 4]',
    );
    expect(await refusedFor(mlp(2), csvFile('1,2\n3\n'))).toMatch(/^data\.csv is not a table: /);
  });

  it('names its classes in the sentence about one that the model does not know', async () => {
    const three = 'a,b,c,d,y\n1,2,3,4,p\n1,2,3,4,q\n1,2,3,4,r\n';
    expect(await refusedFor(mlp(2), csvFile(three))).toBe(
      'data.csv › y holds class names, 2 among them, but the model distinguishes classes 0 to 1',
    );
    expect(await refusedFor(mlp(1, 'sigmoid'), csvFile(three))).toBe(
      'data.csv › y holds class names, 2 among them, but binaryCrossentropy takes 0 to 1',
    );
  });
});
