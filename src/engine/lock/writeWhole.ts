import fs from 'node:fs';

// Captured before user code runs: no replaceable function stands between the engine and its pipes.
const { writeSync } = fs;

const pause = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

/** Writes all bytes to a pipe; a full one takes them after a pause. Throws once its reader is gone. */
export function writeWhole(descriptor: number, bytes: Uint8Array, pauseMilliseconds: number): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written, bytes.length - written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      pause(pauseMilliseconds);
    }
  }
}
