import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIdxFile, parseIdx, readIdx } from '../../../../src/engine/data/idx';
import type { TensorSpec } from '../../../../src/engine/model/modelDescription';
import { layerId } from '../../../../src/shared/network/network';

const idx = (shape: readonly number[], values: readonly number[]): Buffer => {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((extent, i) => header.writeUInt32BE(extent, 4 + 4 * i));
  return Buffer.concat([header, Buffer.from(values)]);
};
const taking = (...shape: (number | null)[]) => {
  const input: TensorSpec = { layer: layerId('x'), shape: [null, ...shape], dtype: 'float32' };
  return { inputs: [input] };
};

describe('an IDX file', () => {
  let folder: string;
  const images = () => path.join(folder, 'a-images-idx3-ubyte.gz');
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-idx-'));
    writeFileSync(images(), gzipSync(idx([2, 2, 2], [0, 51, 102, 255, 255, 255, 255, 255])));
    writeFileSync(path.join(folder, 'a-labels-idx1-ubyte.gz'), gzipSync(idx([2], [7, 3])));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (model: ReturnType<typeof taking>, samples = 2) =>
    readIdx({ file: images(), label: 'a', isWhole: true, samples }, model);

  it('is told by its name, packed or not', () => {
    expect(isIdxFile('t10k-images-idx3-ubyte')).toBe(true);
    expect(isIdxFile('train-labels-idx1-ubyte.gz')).toBe(true);
    expect(isIdxFile('data.csv.gz')).toBe(false);
  });

  it('gives images in the size and channels of the model, from 0 to 1, with the labels beside it', async () => {
    const { inputs, targets } = await read(taking(2, 2, 3));
    expect(inputs[0]!.shape).toEqual([2, 2, 2, 3]);
    const shown = [...inputs[0]!.values.slice(0, 12)].map((value) => Number(value.toFixed(3)));
    expect(shown).toEqual([0, 0, 0, 0.2, 0.2, 0.2, 0.4, 0.4, 0.4, 1, 1, 1]);
    expect([...targets[0]!.values]).toEqual([7, 3]);
    expect((await read(taking(4, 4, 1))).inputs[0]!.shape).toEqual([2, 4, 4, 1]);
  });

  it('gives rows of numbers to a model that takes rows, and only as many as are used', async () => {
    const { inputs, targets } = await read(taking(4), 1);
    expect(inputs[0]!.shape).toEqual([1, 4]);
    expect(targets[0]!.shape).toEqual([1]);
  });

  it('is refused by a model that takes no images', async () => {
    await expect(read(taking(5, 5))).rejects.toMatchObject({ code: 'unusable-data' });
  });

  it.each([
    ['something else', Buffer.from('hello, world'), 'data.no-idx'],
    ['floats', Buffer.from([0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0]), 'data.no-idx'],
    ['a torn file', idx([3], [1, 2]), 'data.ends-early'],
    ['a torn packed file', gzipSync(idx([3], [1, 2, 3])).subarray(0, 12), 'data.no-idx'],
  ])('of %s is refused', (_, bytes, code) => {
    const read = () => parseIdx('x', bytes);
    expect(read).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ code }) as object }) as Error,
    );
  });

  it('that is shipped holds 1,797 digits with their labels', async () => {
    const file = 'media/data/digits-images-idx3-ubyte.gz';
    const data = await readIdx({ file, label: 'digits', isWhole: true, samples: 1e4 }, taking(64));
    expect(data.inputs[0]!.shape).toEqual([1797, 64]);
    expect(data.targets[0]!.shape).toEqual([1797]);
    expect(new Set(data.targets[0]!.values).size).toBe(10);
  });
});
