import { readFile } from 'node:fs/promises';
import { Failure } from '../../../shared/base/failures';
import { ownValue } from '../../../shared/base/ownValue';

/** The numbers of a `.npy` file, row by row. */
export interface NumberFile {
  readonly file: string;
  readonly shape: readonly number[];
  /** As NumPy writes it: `<f4`. */
  readonly dtype: string;
  readonly values: Float32Array;
}

type ReadNumber = (view: DataView, offset: number) => number;

/** Bytes per entry, and how to read one (little endian). */
const formats: Readonly<Record<string, readonly [number, ReadNumber]>> = {
  '<f4': [4, (view, at) => view.getFloat32(at, true)],
  '<f8': [8, (view, at) => view.getFloat64(at, true)],
  '<i8': [8, (view, at) => Number(view.getBigInt64(at, true))],
  '<i4': [4, (view, at) => view.getInt32(at, true)],
  '<i2': [2, (view, at) => view.getInt16(at, true)],
  '|i1': [1, (view, at) => view.getInt8(at)],
  '<u4': [4, (view, at) => view.getUint32(at, true)],
  '<u2': [2, (view, at) => view.getUint16(at, true)],
  '|u1': [1, (view, at) => view.getUint8(at)],
  '|b1': [1, (view, at) => view.getUint8(at)],
};

const MAGIC = '\x93NUMPY';

/** The header is a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } */
const header = /'descr':\s*'([^']+)'.*'fortran_order':\s*(True|False).*'shape':\s*\(([^)]*)\)/;

const unusable = (file: string, why: string): Failure =>
  new Failure('unusable-data', `${file} ${why}`);

function headerOf(file: string, bytes: Buffer): { readonly text: string; readonly end: number } {
  if (bytes.toString('latin1', 0, 6) !== MAGIC) throw unusable(file, 'is not a .npy file');
  const isLong = bytes.readUInt8(6) > 1;
  const start = isLong ? 12 : 10;
  const end = start + (isLong ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  return { text: bytes.toString('latin1', start, end), end };
}

function parse(file: string, bytes: Buffer): NumberFile {
  const { text, end } = headerOf(file, bytes);
  const [, dtype = '', order, extents = ''] = header.exec(text) ?? [];
  const format = ownValue(formats, dtype);
  if (!format) throw unusable(file, `holds ${dtype || 'no'} numbers, which the probe cannot read`);
  if (order === 'True') throw unusable(file, 'is in column-major order; save it in C order');
  const shape = [...extents.matchAll(/\d+/g)].map(([extent]) => Number(extent));
  const count = shape.reduce((product, extent) => product * extent, 1);
  const [width, read] = format;
  if (bytes.length < end + count * width) throw unusable(file, 'ends before its last number');
  const view = new DataView(bytes.buffer, bytes.byteOffset + end);
  const values = Float32Array.from({ length: count }, (_, i) => read(view, i * width));
  return { file, shape, dtype, values };
}

/**
 * Reads a NumPy `.npy` file of real numbers (format versions 1 to 3, C order).
 * Throws a `Failure` of code `unusable-data` for anything else.
 */
export async function readNpy(file: string): Promise<NumberFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    throw unusable(file, 'cannot be read');
  }
  return parse(file, bytes);
}
