import { encode as encodePng } from 'fast-png';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/engine/tfjs/backends/openBackend';
import { temporaryFile } from '../../support/npyFile';
import { testBackend } from '../../support/testBackend';
import { csvFile, folderOf, npyArray, npyFile } from '../../support/userFiles';
import { convolution, mlp } from './userFiles';
import { layerOf, probeOf } from './probing';

const classes = [0, 1, 2, 0, 1, 2];

beforeAll(() => openBackend(testBackend));

describe('the user’s data train a model', () => {
  it('with class numbers or one-hot targets alike', async () => {
    const inputs = npyFile([6, 4]);
    const numbers = { inputs, targets: npyFile([6], classes) };
    const oneHot = classes.flatMap((label) => [0, 1, 2].map((c) => +(c === label)));
    const byNumber = await probeOf(mlp(), { data: numbers });
    const byVector = await probeOf(mlp(), { data: { inputs, targets: npyFile([6, 3], oneHot) } });
    expect(byNumber.probe.data).toBe('file');
    expect(byNumber.probe.loss).toEqual(byVector.probe.loss);
    expect(layerOf(byNumber.probe, 'out')).toEqual(layerOf(byVector.probe, 'out'));
  });

  it('as inputs alone, and with a list of numbers for a column', async () => {
    const inputs = npyFile([6, 4]);
    const alone = await probeOf(mlp(), { data: { inputs } });
    expect(alone.probe.loss.values[0]![0]).toBeGreaterThan(0);
    const column = { inputs, targets: npyFile([6], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) };
    const { probe } = await probeOf(mlp(1, 'linear'), { data: column });
    expect(probe.loss.values[0]![0]).toBeGreaterThan(0);
  });

  it('in an order that the seed decides', async () => {
    const data = { inputs: npyFile([40, 4]) };
    const lossOf = async (seed: number) =>
      (await probeOf(mlp(), { data, seed, optimizer: 'sgd' })).probe.loss.values[0]![0];
    expect(await lossOf(1)).toBe(await lossOf(1));
    expect(await lossOf(1)).not.toBe(await lossOf(2));
  });

  it('out of one archive as out of two files', async () => {
    const bytes = zipSync({ 'x.npy': npyArray([6, 4]), 'y.npy': npyArray([6], classes) });
    const place = temporaryFile('d.npz', Buffer.from(bytes));
    const { probe } = await probeOf(mlp(), { data: { inputs: place } });
    const apart = await probeOf(mlp(), {
      data: { inputs: npyFile([6, 4]), targets: npyFile([6], classes) },
    });
    expect(probe.loss).toEqual(apart.probe.loss);
  });

  it('out of a table, also in the shape of an image', async () => {
    const iris = 'a,b,c,d,species\n1,2,3,4,setosa\n4,3,2,1,virginica\n5,5,5,5,setosa\n';
    expect((await probeOf(mlp(2), { data: { inputs: csvFile(iris) } })).probe.data).toBe('file');
    const row = Array.from({ length: 8 * 8 }, (_, i) => i).join(',');
    const inputs = csvFile(`${row},0\n${row},1\n`);
    const { probe } = await probeOf(convolution([8, 8, 1]), { data: { inputs } });
    expect(probe.loss.values[0]![0]).toBeGreaterThan(0);
  });

  it('out of a folder of images', async () => {
    const png = (red: number) =>
      encodePng({ width: 4, height: 2, channels: 1, data: new Uint8Array(8).fill(red) });
    const inputs = folderOf({ 'cat/1.png': png(255), 'dog/1.png': png(9) });
    const { probe } = await probeOf(convolution([6, 6, 3]), { data: { inputs } });
    expect(probe.loss.values[0]![0]).toBeGreaterThan(0);
  });
});
