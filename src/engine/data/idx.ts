import path from 'node:path';
import { gunzipSync } from 'fflate';
import { message } from '../../shared/words/message';
import type { ModelDescription } from '../model/modelDescription';
import { imageSize, sizedImage } from './imageFolder';
import { type NumberArray, unusable, type UserData } from './numberArray';
import { readDataFile } from './readDataFile';

/** Names of the format: `train-images-idx3-ubyte`, packed or not. */
export const isIdxFile = (file: string): boolean => /-u?byte(\.gz)?$/i.test(file);

/** Bytes of one entry, by the code of its type: unsigned byte, the only one that images and labels come in. */
const UNSIGNED_BYTE = 0x08;
const MOST_BYTE = 255;
const HEADER = 4;

/**
 * Reads an IDX file of unsigned bytes (LeCun's format of MNIST and its kind), packed by gzip or not. Throws a
 * `Failure` of code `unusable-data` for anything else.
 */
export function parseIdx(label: string, bytes: Buffer): NumberArray {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const data = isPacked ? unpacked(label, bytes) : bytes;
  if (data.length < HEADER || data[0] !== 0 || data[1] !== 0 || data[2] !== UNSIGNED_BYTE)
    throw unusable(message('data.no-idx', { name: label }));
  const axes = data[3] ?? 0;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const start = HEADER * (1 + axes);
  if (data.length < start) throw unusable(message('data.ends-early', { name: label }));
  const shape = Array.from({ length: axes }, (_, i) => view.getUint32(HEADER * (1 + i)));
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (data.length < start + count) throw unusable(message('data.ends-early', { name: label }));
  const values = Float32Array.from(data.subarray(start, start + count));
  return { label, shape, contents: { of: 'numbers', dtype: 'uint8' }, values };
}

function unpacked(label: string, bytes: Buffer): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch {
    throw unusable(message('data.no-idx', { name: label }));
  }
}

type Inputs = Pick<ModelDescription, 'inputs'>;

/** Grey images as a model takes them: of its size, repeated over its channels, from 0 to 1. */
function fittedImages({ label, shape, values }: NumberArray, model: Inputs): NumberArray {
  const [count = 0, height = 1, width = 1] = shape;
  const pixels = height * width;
  const contents = { of: 'numbers', dtype: 'pixels' } as const;
  const [spec] = model.inputs;
  if (model.inputs.length === 1 && spec?.shape.length === 2) {
    // Rows of flat numbers; whether their size fits is for `fileData` to say.
    const scaled = values.map((value) => value / MOST_BYTE);
    return { label, shape: [count, pixels], contents, values: scaled };
  }
  const size = imageSize(label, model);
  const entries = size.height * size.width * size.channels;
  const fitted = new Float32Array(count * entries);
  for (let i = 0; i < count; i++) {
    const own = values.subarray(i * pixels, (i + 1) * pixels).map((value) => value / MOST_BYTE);
    fitted.set(sizedImage({ width, height, channels: 1, values: own }, size), i * entries);
  }
  return {
    label,
    shape: [count, size.height, size.width, size.channels],
    contents,
    values: fitted,
  };
}

/** The file of labels beside a file of images, by the names that such data come in. */
const labelsBeside = (file: string): string =>
  path.join(
    path.dirname(file),
    path.basename(file).replace('images', 'labels').replace('idx3', 'idx1'),
  );

interface IdxAsk {
  readonly file: string;
  readonly label: string;
  /** The labels are read from beside the images, too. */
  readonly isWhole: boolean;
  /** Samples that are used at most: only so many are made to fit. */
  readonly samples: number;
}

/** Some rows of an array from its first on. */
function first(
  { shape: [count = 0, ...sample], ...array }: NumberArray,
  rows: number,
): NumberArray {
  const kept = Math.min(count, rows);
  const size = sample.reduce((product, extent) => product * extent, 1);
  return { ...array, shape: [kept, ...sample], values: array.values.subarray(0, kept * size) };
}

/** Reads images with their labels, or one file of either. Rejects with a `Failure` of code `unusable-data`. */
export async function readIdx(
  { file, label, isWhole, samples }: IdxAsk,
  model: Inputs,
): Promise<UserData> {
  const data = first(parseIdx(label, await readDataFile(file)), samples);
  const isImages = data.shape.length === 3;
  const inputs = [isImages ? fittedImages(data, model) : data];
  const beside = labelsBeside(file);
  if (!isWhole || !isImages || beside === file) return { inputs, targets: [] };
  const labels = parseIdx(path.basename(beside), await readDataFile(beside));
  return { inputs, targets: [first(labels, samples)] };
}
