import { expect, it } from 'vitest';
import { GivenTensor } from '../../../../src/engine/data/functionData';
import { dataFunctions } from '../../../../src/engine/jobs/inspect/dataFunctions';
import type {
  DataSetPlace,
  OpenedModel,
  SampleWish,
} from '../../../../src/engine/model/openedModel';
import type { Subject } from '../../../../src/engine/model/subject';

const subject: Subject = {
  root: '/w',
  file: '/w/net.py',
  site: 'Net',
  content: '',
  arguments: {},
};
const wish = { batchSize: 4, seed: 7 };
const tensor = (shape: number[], values: number[]) => ({
  shape,
  dtype: 'float32' as const,
  values: Float32Array.from(values),
});

it('asks the framework for a data set in Python, some batches of it', async () => {
  const asked: [DataSetPlace, SampleWish][] = [];
  const giveData: OpenedModel['giveData'] = (...given) => {
    asked.push(given);
    return Promise.resolve({ inputs: [tensor([2, 1], [1, 2])], targets: [tensor([2], [0, 1])] });
  };
  const found = await dataFunctions({ giveData }, subject)('/w/data/sets.py', 'train', wish);
  expect(asked).toEqual([
    [
      { file: 'data/sets.py', name: 'train' },
      { count: 64, seed: 7 },
    ],
  ]);
  expect(found).toEqual({
    xs: [new GivenTensor([2, 1], 'float32', Float32Array.from([1, 2]))],
    ys: [new GivenTensor([2], 'float32', Float32Array.from([0, 1]))],
  });
});

it('gives no targets where the data set has none', async () => {
  const giveData = () => Promise.resolve({ inputs: [tensor([1], [1])], targets: [] });
  const found = await dataFunctions({ giveData }, subject)('/w/net.py', 'train', wish);
  expect(found).not.toHaveProperty('ys');
});

it('says that a data set of PyTorch needs a Python with it', async () => {
  await expect(dataFunctions({}, subject)('/w/net.py', 'train', wish)).rejects.toMatchObject({
    code: 'unusable-data',
    detail: { code: 'python.data-set-needs-torch', values: { name: 'net.py#train' } },
  });
});
