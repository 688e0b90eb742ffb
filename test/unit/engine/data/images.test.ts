import { encode as encodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/engine/data/decodeImage';
import { readImageFolder } from '../../../../src/engine/data/imageFolder';
import { folderOf, refused } from '../../../support/userFiles';
import { convolution, mlp, probeWith, refusedFor } from './models';

/** One colour, from 0 to 255, of 4 × 2 pixels. */
const png = (...colour: number[]) =>
  encodePng({
    width: 4,
    height: 2,
    channels: colour.length,
    data: Uint8Array.from({ length: 8 * colour.length }, (_, i) => colour[i % colour.length]!),
  });
const jpg = (...[r, g, b]: [number, number, number]) =>
  jpeg.encode(
    { width: 4, height: 2, data: Uint8Array.from(Array(8).fill([r, g, b, 255]).flat()) },
    100,
  ).data;

describe('images', () => {
  it('are decoded from PNG and JPEG, whatever they are called', async () => {
    const rgb = await decodeImage('x', png(255, 0, 51));
    expect(rgb).toMatchObject({ width: 4, height: 2, channels: 3 });
    expect([...rgb.values.slice(0, 3)]).toEqual([1, 0, expect.closeTo(0.2, 6)]);
    const lossy = await decodeImage('x', jpg(200, 100, 50));
    expect(lossy.values[0]).toBeCloseTo(200 / 255, 1);
    expect(lossy.values).toHaveLength(4 * 2 * 3);
    const deep = encodePng({
      width: 2,
      height: 1,
      channels: 1,
      depth: 16,
      data: Uint16Array.from([65535, 13107]),
    });
    expect([...(await decodeImage('x', deep)).values]).toEqual([1, expect.closeTo(0.2, 6)]);
  });

  it('of one bit a pixel keep their rows apart', async () => {
    const bits = encodePng({
      width: 9,
      height: 2,
      channels: 1,
      depth: 1,
      data: Uint8Array.from([0b10000000, 0b10000000, 0, 0b10000000]),
    });
    const { values } = await decodeImage('x', bits);
    expect([...values]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('are refused by name where they are broken or something else', async () => {
    expect(await refused(decodeImage('a/b.png', Buffer.from('GIF89a')))).toBe(
      'a/b.png is neither a PNG nor a JPEG',
    );
    expect(await refused(decodeImage('b.png', png(1, 2, 3).subarray(0, 40)))).toMatch(
      /^b\.png cannot be decoded: /,
    );
  });

  it('in a sub-folder for each class train the model, scaled to its size', async () => {
    const folder = folderOf({
      'cat/1.png': png(255, 0, 0),
      'cat/2.jpg': jpg(250, 5, 5),
      'dog/1.png': png(0, 0, 255),
      'dog/notes.txt': Buffer.from('no image'),
    });
    const model = convolution([6, 6, 3]);
    const choice = { samples: 2, seed: 1 };
    const { inputs, targets } = await readImageFolder(folder, 'photos', model, choice);
    expect(inputs[0]!.shape).toEqual([2, 6, 6, 3]);
    expect([...targets[0]!.values]).toEqual([0, 1]);
    expect(inputs[0]!.values[6 * 6 * 3 + 2]).toBeCloseTo(1, 5);
    const { batch } = (await probeWith(model, folder)).model.steps[0]!;
    expect(batch.inputs[0]!.shape).toEqual([4, 6, 6, 3]);
    expect(batch.target(0, [4, 2]).shape).toEqual([4, 2]);
  });

  it('become grey where the model takes one channel', async () => {
    const folder = folderOf({ 'a/1.png': png(255, 0, 0), 'b/1.png': png(0, 255, 0) });
    const model = convolution([6, 6, 1]);
    const choice = { samples: 9, seed: 1 };
    const { inputs } = await readImageFolder(folder, 'photos', model, choice);
    expect(inputs[0]!.values[0]).toBeCloseTo(0.299, 5);
    expect(inputs[0]!.values[36]).toBeCloseTo(0.587, 5);
  });

  it('are refused where the model takes none, or there are none, or too many classes', async () => {
    const folder = folderOf({ 'a/1.png': png(1), 'b/1.png': png(2), 'c/1.png': png(3) });
    expect(await refusedFor(mlp(), folder)).toMatch(
      /holds images \(height × width × 1, 3 or 4 channels\), but the model takes \[\?, 4\]$/,
    );
    expect(await refusedFor(convolution([6, 6, 3]), folderOf({ '1.png': png(1) }))).toMatch(
      /holds no sub-folder of PNG or JPEG images for each class$/,
    );
    expect(await refusedFor(convolution([6, 6, 3], 2), folder)).toMatch(
      /holds class numbers of 3 sub-folders, 2 among them, but the model distinguishes classes 0 to 1$/,
    );
  });
});
