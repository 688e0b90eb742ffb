import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.json'];
const indexes = ['index.ts', 'index.tsx', 'index.js', 'index.mjs', 'index.cjs'];

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** TypeScript lets `./net.js` mean the file `net.ts`. */
const asTypeScript = (path: string): string[] => {
  const match = /^(.*)\.([mc]?)jsx?$/.exec(path);
  return match ? [`${match[1]}.${match[2]}ts`, `${match[1]}.tsx`] : [];
};

/** The file that a path without its ending, or of a folder, means. */
export function existingFile(path: string): string | undefined {
  const candidates = [
    ...endings.map((ending) => path + ending),
    ...asTypeScript(path),
    ...indexes.map((index) => join(path, index)),
  ];
  return candidates.find(isFile);
}
