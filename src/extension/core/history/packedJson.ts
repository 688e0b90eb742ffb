import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Writes a value as compressed JSON. */
export const writePacked = async (file: string, value: unknown): Promise<void> =>
  writeFile(file, await compress(JSON.stringify(value)));

/** Reads compressed JSON. Rejects if the file is missing or holds anything else. */
export async function readPacked(file: string): Promise<unknown> {
  return JSON.parse((await expand(await readFile(file))).toString());
}
