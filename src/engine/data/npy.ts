import * as l10n from '@vscode/l10n';
import { ownValue } from '../../shared/base/ownValue';
import { type NumberArray, unusable } from './numberArray';

type ReadNumber = (view: DataView, offset: number) => number;

interface Format {
  readonly name: string;
  /** Bytes per entry. */
  readonly width: number;
  readonly read: ReadNumber;
}

/** By NumPy's own sign for it; all little endian. */
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

function headerOf(label: string, bytes: Buffer): { readonly text: string; readonly end: number } {
  if (bytes.toString('latin1', 0, 6) !== MAGIC) throw unusable(label, l10n.t('is not a .npy file'));
  if (bytes.length < 12) throw unusable(label, l10n.t('ends before its last number'));
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
  if (!format)
    throw unusable(label, l10n.t('holds {0} numbers, which the probe cannot read', dtype || 'no'));
  if (order === 'True')
    throw unusable(label, l10n.t('is in column-major order; save it in C order'));
  const shape = [...extents.matchAll(/\d+/g)].map(([extent]) => Number(extent));
  const count = shape.reduce((product, extent) => product * extent, 1);
  const { name, width, read } = format;
  if (bytes.length < end + count * width)
    throw unusable(label, l10n.t('ends before its last number'));
  const view = new DataView(bytes.buffer, bytes.byteOffset + end);
  const values = Float32Array.from({ length: count }, (_, i) => read(view, i * width));
  return { label, shape, dtype: name, values };
}
