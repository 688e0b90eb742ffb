import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The bytes of a `.npy` file (format version 1) of float32. */
export function npyBytes(shape: readonly number[], values: Float32Array, dtype = '<f4'): Buffer {
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${extents}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10;
  const header = Buffer.alloc(10 + length, ' ');
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(length, 8);
  header.write(dictionary, 10, 'latin1');
  header.write('\n', 9 + length, 'latin1');
  return Buffer.concat([header, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}

/** A file of that name in a folder that goes when the test ends. */
export function temporaryFile(name: string, bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'skipscope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}
