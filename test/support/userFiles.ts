import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { toFailureInfo } from '../../src/shared/base/failures';
import { explainFailure } from '../../src/shared/words/failures';
import { npyBytes, temporaryFile } from './npyFile';

const countOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The bytes of a `.npy` file; some numbers if none are given. */
export const npyArray = (shape: number[], values?: number[], dtype?: string): Buffer =>
  npyBytes(
    shape,
    Float32Array.from(values ?? Array.from({ length: countOf(shape) }, (_, i) => Math.sin(i))),
    dtype,
  );
export const npyFile = (shape: number[], values?: number[], name = 'data.npy'): string =>
  temporaryFile(name, npyArray(shape, values));
export const csvFile = (content: string): string => temporaryFile('data.csv', Buffer.from(content));

/** Files by their paths in a folder that goes when the test ends. */
export function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'skipscope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

const FRAME = 'The probe cannot use this data: ';

/** The particulars of a refusal of data, without frame and full stop; the test fails for any other error. */
function refusal(error: unknown): string {
  const failure = toFailureInfo(error);
  expect(failure.code).toBe('unusable-data');
  const sentence = explainFailure(failure);
  expect(sentence.startsWith(FRAME)).toBe(true);
  return sentence.slice(FRAME.length).replace(/\.$/, '');
}

/** The reason of a rejected promise; the test fails if it resolves. */
export const refused = async (promise: Promise<unknown>): Promise<string> =>
  refusal(
    await promise.then(
      () => undefined,
      (error: unknown) => error,
    ),
  );

/** The error that a call throws. */
export function refusedBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return refusal(error);
  }
  throw new Error('nothing was refused');
}
