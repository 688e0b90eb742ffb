import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { Failure } from '../../shared/base/failures';
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
  /** What one buffer of Node holds on every platform. */
  model: 2 * KIB * MIB - 1,
} as const;

/** Opens nothing that blocks: a pipe without a writer is open at once, and is refused. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
const CHUNK = MIB;
/** The most that one call of Node reads. */
const LARGEST_CHUNK = 2 ** 31 - 1;

const refuse = (why: Message): never => {
  throw new Failure('file-not-found', why);
};

/** Only regular files: a pipe never ends to be waited for, and a device may have no end. */
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
function failureOf(error: unknown, file: string): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = reasons[code]?.(file) ?? message('files.unreadable', { file, reason: code });
  return new Failure('file-not-found', why, undefined, { cause: error });
}

/** Reads to the end, of which the size says little: a file of `/proc` has none, and another one may grow. */
async function readAll(handle: FileHandle, file: string, limit: number): Promise<Buffer> {
  const { size } = await handle.stat();
  const chunks: Buffer[] = [];
  for (let total = 0; ;) {
    const chunk = Buffer.allocUnsafe(Math.min(LARGEST_CHUNK, Math.max(CHUNK, size - total + 1)));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, bytesRead));
    total += bytesRead;
    if (total > limit) tooLarge(file, limit);
  }
}

/**
 * Reads a regular file of at most `limit` bytes; the calling thread only waits. Whatever is no regular file,
 * links to one included, is refused before it is opened. Rejects with a `Failure` of code `file-not-found`,
 * whose sentence calls the file `shown`.
 */
export async function readBytes(file: string, limit: number, shown = file): Promise<Buffer> {
  try {
    check(await stat(file), shown, limit);
    const handle = await open(file, FLAGS);
    try {
      check(await handle.stat(), shown, limit);
      return await readAll(handle, shown, limit);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw failureOf(error, shown);
  }
}

/** As {@link readBytes}, for the small files that a search meets on its way. Throws as it rejects. */
export function readBytesSync(file: string, limit: number, shown = file): Buffer {
  let opened: number | undefined;
  try {
    check(statSync(file), shown, limit);
    opened = openSync(file, FLAGS);
    check(fstatSync(opened), shown, limit);
    const bytes = Buffer.allocUnsafe(limit + 1);
    let total = 0;
    for (let read = -1; read !== 0 && total <= limit; total += read)
      read = readSync(opened, bytes, total, bytes.length - total, null);
    return total > limit ? tooLarge(shown, limit) : bytes.subarray(0, total);
  } catch (error) {
    throw failureOf(error, shown);
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** The text of UTF-8; a byte order mark is none of it. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The text of a regular file. Rejects as {@link readBytes} does. */
export const readText = async (file: string, limit: number, shown = file): Promise<string> =>
  textOf(await readBytes(file, limit, shown));

/** The text of a file that need not be there; `undefined` where it is not. Rejects as {@link readBytes} does. */
export async function readTextIfAny(
  file: string,
  limit: number,
  shown = file,
): Promise<string | undefined> {
  const there = await stat(file).catch(() => undefined);
  return there && readText(file, limit, shown);
}
