import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** Folders that may hold optional packages, best first: what `SKIPSCOPE_PACKAGES` lists, then the working folder. */
export const packagePlaces = (): readonly string[] => [
  ...(process.env['SKIPSCOPE_PACKAGES'] ?? '').split(delimiter).filter(Boolean),
  process.cwd(),
];

/** A package that is installed somewhere. */
export interface FoundPackage {
  readonly name: string;
  readonly folder: string;
  readonly version: string;
}

/** A package where it is installed first; nothing of it is run. */
export function findPackage(name: string, places: readonly string[]): FoundPackage | undefined {
  for (const place of places) {
    const found = lookUp(name, place);
    if (found) return found;
  }
  return undefined;
}

function lookUp(name: string, place: string): FoundPackage | undefined {
  // Folders are searched by hand: packages may hide their package.json from `require.resolve`.
  const folders = createRequire(join(place, 'index.js')).resolve.paths(name) ?? [];
  for (const modules of folders) {
    const manifest = readManifest(join(modules, name, 'package.json'));
    if (manifest) return { name, folder: join(modules, name), version: manifest.version };
  }
  return undefined;
}

function readManifest(file: string): { version: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  } catch {
    return undefined;
  }
}
