import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../shared/base/failures';
import { message } from '../shared/words/message';

const pidFile = 'set-up.pid';

/** The folder in which a set-up works until it is known to be good; the engine takes its presence for an unfinished one. */
const stagingOf = (folder: string): string => `${folder}.unfinished`;

/**
 * Makes a folder to install into, in place of the remains of an interrupted set-up.
 * @throws Failure `setup-failed` if another set-up is at work
 */
export async function openStaging(folder: string): Promise<string> {
  const staging = stagingOf(folder);
  const owner = await readFile(join(staging, pidFile), 'utf8').catch(() => '');
  if (owner !== '' && isAlive(Number(owner))) {
    throw new Failure('setup-failed', message('runtimes.set-up-at-work', { process: owner }));
  }
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await writeFile(join(staging, pidFile), String(process.pid));
  return staging;
}

/** Puts the finished work in the place of an earlier one. */
export async function putInPlace(folder: string): Promise<void> {
  const staging = stagingOf(folder);
  await rm(join(staging, pidFile));
  await rm(folder, { recursive: true, force: true });
  await rename(staging, folder);
}

/** Removes unfinished work. */
export async function dropStaging(folder: string): Promise<void> {
  await rm(stagingOf(folder), { recursive: true, force: true });
}

/** Removes a set-up, finished or not; `false` if there was none. */
export async function removeAll(folder: string): Promise<boolean> {
  const there = [folder, stagingOf(folder)].filter((path) => existsSync(path));
  for (const path of there) await rm(path, { recursive: true, force: true });
  return there.length > 0;
}

function isAlive(id: number): boolean {
  try {
    return id !== process.pid && process.kill(id, 0);
  } catch {
    return false;
  }
}
