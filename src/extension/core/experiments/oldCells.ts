import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** Removes the journals of finished cells that no run has added to for a month; never rejects. */
export async function removeOldCells(folder: string, now = Date.now()): Promise<void> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.jsonl'));
  for (const file of files) {
    const place = path.join(folder, file);
    const found = await stat(place).catch(() => undefined);
    const isOld = found !== undefined && now - found.mtimeMs > DAYS * DAY_MILLISECONDS;
    if (isOld) await rm(place, { force: true }).catch(() => undefined);
  }
}
