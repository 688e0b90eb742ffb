import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isKeptName, keptName, type KeptFile } from '../shared/protocol/keptFile';

let writes = 0;

/**
 * Keeps a file in place of those of its kind, which nobody reads any longer. Whoever reads it sees it whole or not
 * at all. Rejects with the first error of the file system.
 */
export async function keepFile(folder: string, file: KeptFile): Promise<void> {
  const name = keptName(file);
  writes += 1;
  const unfinished = path.join(folder, `${name}.${process.pid}-${writes}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(unfinished, file.bytes);
    await rename(unfinished, path.join(folder, name));
    const others = (await readdir(folder)).filter((one) => isKeptName(one, file.kind));
    for (const one of others) if (one !== name) await rm(path.join(folder, one), { force: true });
  } finally {
    await rm(unfinished, { force: true });
  }
}
