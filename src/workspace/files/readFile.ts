import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { Failure, toFailureInfo, type FailureInfo } from '../../shared/base/failures';
import type { Message } from '../../shared/base/message';
import { formatBytes } from '../../shared/base/numbers';
import { message } from '../../shared/words/message';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The most bytes that are read of a file, by what it is for; people write far smaller ones. */
export const largestBytes = {
  /** A source file that somebody names; a search of a folder leaves out much smaller ones. */
  source: 20 * MIB,
  settings: MIB,
  ignoreRules: MIB,
  report: 512 * MIB,
  /** The largest buffer of Node on every platform. */
  model: 2 * KIB * MIB - 1,
} as const;

/** Never blocks on opening: a pipe without a writer opens at once and is then refused. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
const CHUNK = 64 * KIB;
/** The most that one call of Node reads. */
const LARGEST_CHUNK = 2 ** 31 - 1;

/** The next stretch to read: all that is said to be left, and one byte more to see that it is all. */
const stretch = (left: number): Buffer =>
  Buffer.allocUnsafe(Math.min(LARGEST_CHUNK, Math.max(CHUNK, left + 1)));

const refuse = (why: Message): never => {
  throw new Failure('file-not-found', why);
};

/** Refuses all but regular files: a pipe may wait forever, and a device may have no end. */
function check(found: Stats, file: string, limit: number): void {
  if (found.isDirectory()) refuse(message('files.folder', { file }));
  if (!found.isFile()) refuse(message('files.not-regular', { file }));
  if (found.size > limit) tooLarge(file, limit);
}

const tooLarge = (file: string, limit: number): never =>
  refuse(message('files.too-large', { file, limit: formatBytes(limit) }));

const reasons: Readonly<Record<string, (file: string) => Message>> = {
  ENOENT: (file) => message('files.missing', { file }),
  ENOTDIR: (file) => message('files.missing', { file }),
  EACCES: (file) => message('files.denied', { file }),
  EPERM: (file) => message('files.denied', { file }),
  ELOOP: (file) => message('files.link-loop', { file }),
};

/** The failure of a call of Node's for a file, in one sentence. */
export function fileFailure(error: unknown, file: string): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = reasons[code]?.(file) ?? message('files.unreadable', { file, reason: code });
  return new Failure('file-not-found', why, undefined, { cause: error });
}

const joined = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);

/** Reads to the end, not to the reported size: files in `/proc` report none, and others grow. */
async function readAll(
  handle: FileHandle,
  size: number,
  file: string,
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let total = 0; ;) {
    const chunk = stretch(size - total);
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) return joined(chunks);
    chunks.push(chunk.subarray(0, bytesRead));
    total += bytesRead;
    if (total > limit) tooLarge(file, limit);
  }
}

/**
 * Reads a regular file of at most `limit` bytes, without blocking the thread. Whatever is no regular file,
 * links to one included, is refused before it is opened. Rejects with a `Failure` of code `file-not-found`,
 * whose sentence calls the file `shown`.
 */
export async function readBytes(file: string, limit: number, shown = file): Promise<Buffer> {
  try {
    check(await stat(file), shown, limit);
    const handle = await open(file, FLAGS);
    try {
      const found = await handle.stat();
      check(found, shown, limit);
      return await readAll(handle, found.size, shown, limit);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFailure(error, shown);
  }
}

/** As {@link readBytes}, for the small files that a search meets on its way. Throws as it rejects. */
export function readBytesSync(file: string, limit: number, shown = file): Buffer {
  let opened: number | undefined;
  try {
    check(statSync(file), shown, limit);
    opened = openSync(file, FLAGS);
    const found = fstatSync(opened);
    check(found, shown, limit);
    const chunks: Buffer[] = [];
    for (let total = 0; ;) {
      const chunk = stretch(found.size - total);
      const read = readSync(opened, chunk, 0, chunk.length, null);
      if (read === 0) return joined(chunks);
      chunks.push(chunk.subarray(0, read));
      total += read;
      if (total > limit) tooLarge(shown, limit);
    }
  } catch (error) {
    throw fileFailure(error, shown);
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** The text of UTF-8, without a byte order mark. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The text of a regular file. Rejects as {@link readBytes} does. */
export const readText = async (file: string, limit: number, shown = file): Promise<string> =>
  textOf(await readBytes(file, limit, shown));

/** The text of a file that need not be there; `undefined` if it is not. Rejects as {@link readBytes} does. */
export async function readTextIfAny(
  file: string,
  limit: number,
  shown = file,
): Promise<string | undefined> {
  try {
    return await readText(file, limit, shown);
  } catch (error) {
    if (isMissing(toFailureInfo(error))) return undefined;
    throw error;
  }
}

/** Tells whether a file failed to be read since it is not there. */
export const isMissing = ({ detail }: Pick<FailureInfo, 'detail'>): boolean =>
  typeof detail !== 'string' && detail.code === 'files.missing';
