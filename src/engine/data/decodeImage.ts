import { message } from '../../shared/words/message';
import { unusable } from './numberArray';

/** Pixels row by row, 0 to 1, with 1, 2, 3 or 4 channels: grey, grey and alpha, RGB, RGBA. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/** The decoders are loaded when the first image is. */
async function decodePng(bytes: Uint8Array): Promise<Pixels> {
  const { decode, convertIndexedToRgb } = await import('fast-png');
  const image = decode(bytes);
  const { width, height, depth, palette } = image;
  if (palette) {
    const values = Float32Array.from(convertIndexedToRgb(image), (value) => value / 255);
    return { width, height, channels: values.length / (width * height), values };
  }
  const most = 2 ** depth - 1;
  const entries = depth < 8 ? unpacked(image.data, depth, [height, width]) : image.data;
  const values = Float32Array.from(entries, (value) => value / most);
  return { width, height, channels: image.channels, values };
}

/** Grey values of 1, 2 or 4 bits lie side by side in bytes; each row starts with a new byte. */
function unpacked(
  data: ArrayLike<number>,
  depth: number,
  [height, width]: readonly [number, number],
): number[] {
  const rowBytes = Math.ceil((width * depth) / 8);
  return Array.from({ length: height * width }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = data[Math.floor(i / width) * rowBytes + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}

async function decodeJpeg(bytes: Uint8Array): Promise<Pixels> {
  const { default: jpeg } = await import('jpeg-js');
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false });
  return { width, height, channels: 3, values: Float32Array.from(data, (value) => value / 255) };
}

const decoders: readonly (readonly [signature: readonly number[], typeof decodePng])[] = [
  [[0x89, 0x50, 0x4e, 0x47], decodePng],
  [[0xff, 0xd8, 0xff], decodeJpeg],
];

/**
 * Decodes a PNG or a JPEG, told apart by the first bytes. Rejects with a `Failure` of code `unusable-data`
 * for any other or a damaged file.
 */
export async function decodeImage(label: string, bytes: Uint8Array): Promise<Pixels> {
  const decoder = decoders.find(([signature]) => signature.every((byte, i) => bytes[i] === byte));
  if (!decoder) throw unusable(message('data.no-image', { name: label }));
  try {
    return await decoder[1](bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw unusable(message('data.broken-image', { name: label, why }));
  }
}
