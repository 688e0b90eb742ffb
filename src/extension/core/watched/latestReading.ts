import { open, type FileHandle } from 'node:fs/promises';
import { readRun, type RunHead, type RunReading } from '../../../workspace/trainingRun';

/** A run while it is written: what it is of, its last reading, and the time of that in milliseconds since 1970. */
export interface LatestReading {
  readonly head: RunHead;
  readonly reading: RunReading;
  readonly readAt: number;
}

/** The first line names the layers, the last ones hold a few numbers of each. */
const HEAD_BYTES = 1 << 20;
const TAIL_BYTES = 1 << 19;

/**
 * Reads both ends of the file of a run, which may have grown to 50 MB. `undefined` for one that has no reading yet, or
 * that is no run.
 */
export async function latestReading(file: string): Promise<LatestReading | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size, mtimeMs } = await handle.stat();
    const [first = ''] = (await textAt(handle, 0, HEAD_BYTES)).split('\n', 1);
    const tail = await textAt(handle, Math.max(first.length, size - TAIL_BYTES), TAIL_BYTES);
    // The piece of a line that the tail begins with is none, as is one that is still being written.
    const { head, readings } = readRun(`${first}\n${tail}`, file);
    const reading = readings.at(-1);
    return reading && { head, reading, readAt: mtimeMs };
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

async function textAt(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position });
  return buffer.toString('utf8', 0, bytesRead);
}
