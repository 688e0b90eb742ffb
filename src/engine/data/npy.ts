import type { Failure } from '../../shared/base/failures';
import { ownValue } from '../../shared/base/ownValue';
import { message } from '../../shared/words/message';
import { type NumberArray, unusable } from './numberArray';

type ReadNumber = (view: DataView, offset: number) => number;

interface Format {
  readonly name: string;
  /** Bytes per entry. */
  readonly width: number;
  readonly read: ReadNumber;
}

/** By NumPy's own code; all little endian. */
const formats: Readonly<Record<string, Format>> = {
  '<f4': { name: 'float32', width: 4, read: (view, at) => view.getFloat32(at, true) },
  '<f8': { name: 'float64', width: 8, read: (view, at) => view.getFloat64(at, true) },
  '<i8': { name: 'int64', width: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  '<u8': { name: 'uint64', width: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  '<i4': { name: 'int32', width: 4, read: (view, at) => view.getInt32(at, true) },
  '<i2': { name: 'int16', width: 2, read: (view, at) => view.getInt16(at, true) },
  '|i1': { name: 'int8', width: 1, read: (view, at) => view.getInt8(at) },
  '<u4': { name: 'uint32', width: 4, read: (view, at) => view.getUint32(at, true) },
  '<u2': { name: 'uint16', width: 2, read: (view, at) => view.getUint16(at, true) },
  '|u1': { name: 'uint8', width: 1, read: (view, at) => view.getUint8(at) },
  '|b1': { name: 'bool', width: 1, read: (view, at) => view.getUint8(at) },
};

const MAGIC = '\x93NUMPY';

/** The header is a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } */
const header = /'descr':\s*'([^']+)'.*'fortran_order':\s*(True|False).*'shape':\s*\(([^)]*)\)/;

const endsEarly = (name: string): Failure => unusable(message('data.ends-early', { name }));

const unreadable = (name: string, dtype: string): Failure =>
  unusable(
    dtype === ''
      ? message('data.no-dtype', { name })
      : message('data.unreadable-dtype', { name, dtype }),
  );

function headerOf(label: string, bytes: Buffer): { readonly text: string; readonly end: number } {
  if (bytes.toString('latin1', 0, 6) !== MAGIC)
    throw unusable(message('data.no-npy', { name: label }));
  if (bytes.length < 12) throw endsEarly(label);
  const isLong = bytes.readUInt8(6) > 1;
  const start = isLong ? 12 : 10;
  const end = start + (isLong ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  return { text: bytes.toString('latin1', start, end), end };
}

/**
 * Reads a NumPy array of real numbers (format versions 1 to 3, C order) from the bytes of a `.npy` file.
 * Throws a `Failure` of code `unusable-data` for anything else.
 */
export function parseNpy(label: string, bytes: Buffer): NumberArray {
  const { text, end } = headerOf(label, bytes);
  const [, dtype = '', order, extents = ''] = header.exec(text) ?? [];
  const format = ownValue(formats, dtype);
  if (!format) throw unreadable(label, dtype);
  if (order === 'True') throw unusable(message('data.column-major', { name: label }));
  const shape = [...extents.matchAll(/\d+/g)].map(([extent]) => Number(extent));
  const count = shape.reduce((product, extent) => product * extent, 1);
  const { name, width, read } = format;
  if (bytes.length < end + count * width) throw endsEarly(label);
  const view = new DataView(bytes.buffer, bytes.byteOffset + end);
  const values = Float32Array.from({ length: count }, (_, i) => read(view, i * width));
  return { label, shape, contents: { of: 'numbers', dtype: name }, values };
}
