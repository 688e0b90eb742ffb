import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, homeOf } from '../../../src/engine/frontends/python/embedded/home';
import {
  startPython,
  type EmbeddedPython,
  type PythonStart,
} from '../../../src/engine/frontends/python/embedded/pyodide';

const packages = fileURLToPath(new URL('packages', import.meta.url));
const packed = fileURLToPath(new URL('../../../dist/pyodide', import.meta.url));
/** As it is shipped, where it was built: that starts more than twice as fast. */
const pyodide = existsSync(packed)
  ? packed
  : path.dirname(createRequire(import.meta.url).resolve('pyodide'));

/** Pyodide, and the smallest driver that answers requests. */
export const tinyHome = homeOf(pyodide, [...filesBelow(packages)]);

const options: PythonStart = { home: tinyHome, memoryBytes: 1 << 29, print: () => undefined };
let memory: Promise<Uint8Array> | undefined;

/** A Python that started from the beginning. */
export const coldPython = (more: Partial<PythonStart> = {}): Promise<EmbeddedPython> =>
  startPython({ ...options, ...more });

async function makeMemory(): Promise<Uint8Array> {
  let made: Uint8Array | undefined;
  await coldPython({ keepSnapshot: (one) => (made = one) });
  if (!made) throw new Error('There is no snapshot.');
  return made;
}

/** A Python that started from the memory of another one. */
export async function snapshotPython(more: Partial<PythonStart> = {}): Promise<EmbeddedPython> {
  return startPython({ ...options, snapshot: await (memory ??= makeMemory()), ...more });
}
